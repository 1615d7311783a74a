import { expect, test } from 'vitest';
import { cutColoured } from '../../../src/text/cut-coloured.ts';

const RED = '\u001b[31m';
const OFF = '\u001b[0m';

test.each([
  ['what fits stays', 'four', 4, 'four'],
  ['plain text is cut', 'longer', 4, 'long'],
  ['colours take no room', `${RED}four${OFF}`, 4, `${RED}four${OFF}`],
  ['a colour that is cut ends', `ab${RED}cdef${OFF}`, 4, `ab${RED}cd${OFF}`],
  ['a wide character that has half of its room is left out', 'ab漢字', 5, 'ab漢'],
  ['nothing has room in nothing', 'a', 0, ''],
])('%s', (_title, line, columns, cut) => {
  expect(cutColoured(line, columns)).toBe(cut);
});
