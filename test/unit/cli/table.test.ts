import { expect, test } from 'vitest';
import { padTo, table } from '../../../src/cli/table.ts';

test('pads columns to their widest cell and leaves no trailing space', () => {
  expect(table(['NAME', 'TITLE'], [['promql', 'Any PromQL'], ['名前', ''], ['x']])).toBe(
    'NAME    TITLE\npromql  Any PromQL\n名前\nx\n',
  );
});

test('no rows: the header alone', () => expect(table(['NAME', 'TITLE'], [])).toBe('NAME  TITLE\n'));

test.each([
  ['a', 3, 'a  '],
  ['abcd', 3, 'abcd'],
  ['名', 3, '名 '],
])('padTo(%j, %d)', (text, width, padded) => expect(padTo(text, width)).toBe(padded));

test('a cell is one line that a terminal does not obey', () =>
  expect(table(['REASON'], [['a\n\u001b]0;t\u0007b\u202e']])).toBe('REASON\na \ufffd]0;t\ufffdb\ufffd\n'));
