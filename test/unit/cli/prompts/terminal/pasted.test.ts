import { expect, test } from 'vitest';
import { oneLine, oneLineQuery } from '../../../../../src/cli/prompts/terminal/pasted.ts';

test('lines become one, and what a terminal obeys is left out', () => {
  expect(oneLine(' a\r\n\tb\u001b[31m\u202ec\td\n')).toBe('a b[31mc d');
});

test.each([
  ['sum(a) # all of it\n / sum(b)', 'sum(a) / sum(b)'],
  ['x{a="#1"} # one\n+ y{b=\'#\'}', 'x{a="#1"} + y{b=\'#\'}'],
  ['x{a="\\"#"}\n#\n+ 1', 'x{a="\\"#"} + 1'],
])('a query loses its comments: %s', (pasted, query) => expect(oneLineQuery(pasted)).toBe(query));
