import { expect, test } from 'vitest';
import { Cells } from '../../../../src/render/report/cells.ts';
import { isMissing, isWide, readingsIn, segmentsOf } from '../../../../src/render/report/segments.ts';

const column = (readings: readonly number[]) => {
  const all = Float64Array.from(readings);
  return { name: 'A', min: all, max: all, last: all };
};

test('cells that share a unit are one segment; a cell that is wider is one of its own', () => {
  const cells = new Cells(
    [
      [4, 1],
      [1, 4],
    ],
    8,
  );
  expect(segmentsOf(cells, { from: 0, to: 8 }, 4)).toEqual([
    { x: 0, end: 1, from: 0, to: 2 },
    { x: 1, end: 2, from: 2, to: 4 },
    { x: 2, end: 4, from: 4, to: 5 },
  ]);
});

test('segments cover a window of the run from edge to edge', () => {
  const cells = new Cells([[100, 1]], 100);
  const segments = segmentsOf(cells, { from: 40, to: 44 }, 10);
  expect(segments.map(({ x, end, from }) => [x, end, from])).toEqual([
    [0, 3, 40],
    [3, 5, 41],
    [5, 8, 42],
    [8, 10, 43],
  ]);
  expect(segments.every(isWide)).toBe(true);
});

test('every cell of a long run is in one segment, the last one too', () => {
  const cells = new Cells([[8213, 64]], 525_600);
  const segments = segmentsOf(cells, { from: 0, to: 525_600 }, 1000);
  const seen = segments.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, i) => from + i));
  expect(seen).toEqual(Array.from({ length: 8213 }, (_, cell) => cell));
});

test('a segment has the extremes and the last of its cells', () => {
  const readings = column([3, Number.NaN, 9, 5]);
  expect(readingsIn(readings, { x: 0, end: 1, from: 0, to: 4 })).toEqual({ min: 3, max: 9, last: 5 });
});

test('a value is missing where most cells have none, but for the first of the run', () => {
  const readings = column([Number.NaN, Number.NaN, Number.NaN, 9]);
  const segment = (from: number, to: number) => ({ x: 0, end: 1, from, to });
  expect([segment(0, 1), segment(1, 4), segment(2, 4)].map((one) => isMissing(readings, one))).toEqual([
    false,
    true,
    false,
  ]);
});
