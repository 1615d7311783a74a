import { expect, test } from 'vitest';
import { missingSlices, rangeOf, slice } from '../../../../src/render/plot/range.ts';
import { RunSeries } from '../../../../src/run/series.ts';

const none = Number.NaN;

function column(readings: readonly number[]) {
  const series = new RunSeries([{ key: 'root/A', name: 'A', slot: 0 }]);
  for (const reading of readings) series.add(Float64Array.of(reading));
  return { of: series.column('A')!, buckets: series.buckets };
}

test.each<[string, number[], number, number[][]]>([
  [
    'as many slices as ticks',
    [1, 2, 3],
    3,
    [
      [1, 1, 1],
      [2, 2, 2],
      [3, 3, 3],
    ],
  ],
  [
    'fewer slices: extremes stay',
    [1, 9, -1, 4],
    2,
    [
      [1, 9, 9],
      [-1, 4, 4],
    ],
  ],
  [
    'more slices: stretched',
    [1, 2],
    4,
    [
      [1, 1, 1],
      [1, 1, 1],
      [2, 2, 2],
      [2, 2, 2],
    ],
  ],
  [
    'a gap',
    [1, none, none, none, 5, none],
    3,
    [
      [1, 1, none],
      [none, none, none],
      [5, 5, none],
    ],
  ],
])('%s', (_name, readings, width, expected) => {
  const { of, buckets } = column(readings);
  const { min, max, last } = slice(of, buckets, width);
  expect([...min].map((low, x) => [low, max[x], last[x]])).toEqual(expected);
});

test.each<[string, number[], number[], number, number]>([
  ['readings and thresholds, with padding', [60, 110], [10], 2, 118],
  ['zero stays the floor', [0, 1], [], 0, 1.08],
  ['one value', [50], [], 46, 54],
  ['nothing at all', [none], [], 0, 1.08],
  ['infinities are left out', [Number.POSITIVE_INFINITY, 5, 10], [], 4.6, 10.4],
])('the range of %s', (_name, readings, also, low, high) => {
  const { of, buckets } = column(readings);
  const [from, to] = rangeOf([of], buckets, also);
  expect(from).toBeCloseTo(low);
  expect(to).toBeCloseTo(high);
});

test.each<[string, number[], number, number[]]>([
  ['the first tick does not count', [none, 1, none, 2], 4, [0, 0, 1, 0]],
  ['a gap is stretched as the run is', [none, none, 1], 6, [0, 0, 1, 1, 0, 0]],
  ['most of a slice is missing', [1, 1, 1, none, none, 1, none, 1, 1], 3, [0, 1, 0]],
  ['half of a slice is not most of it', [1, 1, none, 1], 2, [0, 0]],
  ['no tick', [], 2, [0, 0]],
])('slices without a value: %s', (_title, readings, width, missing) => {
  const { of, buckets } = column(readings);
  expect([...missingSlices(of, buckets, width)]).toEqual(missing);
});
