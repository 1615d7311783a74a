import { expect, test } from 'vitest';
import { nameLine } from '../../../src/blueprint/name-line.ts';

test('the line is found with the place of its name', () => {
  const text = '# yaml-language-server: $schema=x\n#  blueprint: promql  \npolicy: {}\n';
  expect(nameLine(text)).toEqual({ name: 'promql', text: '#  blueprint: promql', line: 2, column: 15 });
});

test.each(['', 'blueprint: promql\n', '# a blueprint: promql\n', '# blueprint: two words\n'])(
  '%j has none',
  (text) => {
    expect(nameLine(text)).toBeUndefined();
  },
);
