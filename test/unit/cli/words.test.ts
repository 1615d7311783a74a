import { expect, test } from 'vitest';
import { wordsOf } from '../../../src/cli/words.ts';

test.each([
  ['', []],
  ['--help', []],
  ['policy render -o json', ['policy', 'render', 'json']],
  ['--quiet policy --color never render', ['policy', 'render']],
  ['--color=never policy render', ['policy', 'render']],
  ['help policy render', ['policy', 'render']],
  ['-- policy render --x', ['policy', 'render', '--x']],
])('%j', (line, words) => expect(wordsOf(line.split(' ').filter(Boolean))).toEqual(words));
