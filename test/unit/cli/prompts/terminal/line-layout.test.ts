import { expect, test } from 'vitest';
import { layOutLine } from '../../../../../src/cli/prompts/terminal/line-layout.ts';

const plain = (text: string) => text;

/** The rows of `? ` and an answer in a window of 7 columns, the last of which stays free. */
const rowsOf = (text: string, cursor = text.length, rows = 10) =>
  layOutLine(
    { head: [{ text: '? ', paint: plain }], answer: { text, paint: plain }, cursor },
    { columns: 7, rows },
  );

test('a line is broken where the window ends', () => {
  expect(rowsOf('abc')).toEqual({ rows: ['? abc'], row: 0, column: 5 });
  expect(rowsOf('abcd')).toEqual({ rows: ['? abcd', ''], row: 1, column: 0 });
  expect(rowsOf('abcdef')).toEqual({ rows: ['? abcd', 'ef'], row: 1, column: 2 });
  expect(rowsOf('abcdef', 1)).toEqual({ rows: ['? abcd', 'ef'], row: 0, column: 3 });
});

test('wide characters take two columns', () => {
  expect(rowsOf('日本語')).toEqual({ rows: ['? 日本', '語'], row: 1, column: 2 });
});

test('of more rows than fit, those around the cursor are shown', () => {
  const text = 'a'.repeat(4) + 'b'.repeat(6) + 'c'.repeat(6) + 'd'.repeat(3);
  expect(rowsOf(text, text.length, 2)).toEqual({ rows: ['…ccccc', 'ddd'], row: 1, column: 3 });
  expect(rowsOf(text, 0, 2)).toEqual({ rows: ['? aaaa', 'bbbbbb', '…'], row: 0, column: 2 });
});

test('neighbours of one paint are painted at once', () => {
  const bold = (text: string) => `<${text}>`;
  const { rows } = layOutLine(
    { head: [{ text: 'ab', paint: bold }], answer: { text: 'cd', paint: plain }, cursor: 2 },
    { columns: 20, rows: 5 },
  );
  expect(rows).toEqual(['<ab>cd']);
});
