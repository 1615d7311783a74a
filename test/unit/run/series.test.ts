import { expect, test } from 'vitest';
import { RunSeries } from '../../../src/run/series.ts';

const record = (readings: Iterable<number>): RunSeries => {
  const series = new RunSeries([{ key: 'root/A', name: 'A', slot: 0 }]);
  const frame = new Float64Array(1);
  for (const reading of readings) {
    frame[0] = reading;
    series.add(frame);
  }
  return series;
};

test('exact while a tick has a bucket of its own', () => {
  const series = record([1, Number.NaN, 3]);
  const column = series.column('A')!;
  expect([series.ticks, series.ticksPerBucket, series.buckets]).toEqual([3, 1, 3]);
  expect([...column.last.slice(0, 4)]).toEqual([1, Number.NaN, 3, Number.NaN]);
});

test('a spike of one tick survives any length', () => {
  const readings = new Array<number>(100_000).fill(50);
  readings[5] = -1;
  readings[77_777] = 999;
  const series = record(readings);
  const column = series.column('A')!;
  expect([series.ticksPerBucket, series.buckets]).toEqual([16, 6250]);
  expect(Math.max(...column.max.slice(0, series.buckets))).toBe(999);
  expect(column.max[Math.floor(77_777 / 16)]).toBe(999);
  expect(column.min[0]).toBe(-1);
});

test('a bucket that was invalid all through is NaN', () => {
  const series = record(Array.from({ length: 20_000 }, (_, i) => (i < 10_000 ? Number.NaN : 1)));
  const column = series.column('A')!;
  expect([column.min[0], column.max[0], column.last[series.buckets - 1]]).toEqual([
    Number.NaN,
    Number.NaN,
    1,
  ]);
});

test('a short run takes little room, and a longer one than announced is still whole', () => {
  const series = new RunSeries([{ key: 'root/A', name: 'A', slot: 0 }], 3);
  const frame = new Float64Array(1);
  for (let i = 0; i < 11; i++) {
    frame[0] = i;
    series.add(frame);
  }
  expect(series.columns[0]!.last).toHaveLength(4);
  expect([series.ticks, series.ticksPerBucket, ...series.columns[0]!.max.slice(0, series.buckets)]).toEqual([
    11, 4, 3, 7, 10,
  ]);
});

test.each([
  [[Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY], Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY],
  [[Number.NEGATIVE_INFINITY, 3], Number.NEGATIVE_INFINITY, 3],
  [[Number.NaN, Number.NaN], Number.NaN, Number.NaN],
  [[Number.NaN, 7], 7, 7],
])('a bucket of %j goes from %d to %d', (readings, least, most) => {
  const series = record([...Array.from({ length: 8640 }, () => 0), ...readings]);
  expect([series.ticksPerBucket, series.column('A')!.min[4320], series.column('A')!.max[4320]]).toEqual([
    2,
    least,
    most,
  ]);
});

test('the bucket that is filling is seen, and goes on filling', () => {
  const series = record([...Array.from({ length: 8640 }, () => 0), 5]);
  expect(series.column('A')!.max[4320]).toBe(5);
  const frame = Float64Array.of(9);
  series.add(frame);
  expect([series.column('A')!.min[4320], series.column('A')!.max[4320]]).toEqual([5, 9]);
});
