import { expect, test } from 'vitest';
import { Cells } from '../../../../src/render/report/cells.ts';

// Two cells of eight ticks, three of one, and one of eight that the run ends in after five.
const cells = new Cells(
  [
    [2, 8],
    [3, 1],
    [1, 8],
  ],
  24,
);

test('each cell has its first tick and its size; the last ends with the run', () => {
  expect(cells.count).toBe(6);
  expect(Array.from({ length: 7 }, (_, cell) => cells.startOf(cell))).toEqual([0, 8, 16, 17, 18, 19, 24]);
  expect(Array.from({ length: 6 }, (_, cell) => cells.sizeOf(cell))).toEqual([8, 8, 1, 1, 1, 5]);
});

test.each([
  [-3, 0],
  [0, 0],
  [7.9, 0],
  [8, 1],
  [16, 2],
  [18.5, 4],
  [19, 5],
  [23, 5],
  [99, 5],
])('tick %d is in cell %d', (tick, cell) => {
  expect(cells.cellAt(tick)).toBe(cell);
});

test('a run of no tick has no cell', () => {
  expect([new Cells([], 0).count, new Cells([], 0).cellAt(5)]).toEqual([0, 0]);
});
