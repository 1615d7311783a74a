import { expect, test } from 'vitest';
import { fitLines, patch } from '../../../../src/cli/screen/patch.ts';

const SIZE = { columns: 6, rows: 3 };
const shownAtOnce = (text: string): string => `\x1b[?2026h${text}\x1b[?2026l`;

test('lines beyond the size are left out', () => {
  expect(fitLines(['a line', 'longer line', 'c', 'd'], SIZE)).toEqual(['a line', 'longer', 'c']);
});

test.each([
  [
    'a first picture clears what stood there',
    undefined,
    ['a', 'full ln'.slice(0, 6)],
    '\x1b[2J\x1b[1;1Ha\x1b[K\x1b[2;1Hfull l',
  ],
  ['only what differs is written', ['a', 'b', 'c'], ['a', 'B', 'c'], '\x1b[2;1HB\x1b[K'],
  ['lines that are gone are cleared', ['a', 'b', 'c'], ['a'], '\x1b[2;1H\x1b[2K\x1b[3;1H\x1b[2K'],
])('%s', (_title, before, after, text) => {
  expect(patch(before, after, SIZE)).toBe(shownAtOnce(text));
});

test('the same picture writes nothing', () => {
  expect(patch(['a', 'b'], ['a', 'b'], SIZE)).toBe('');
});
