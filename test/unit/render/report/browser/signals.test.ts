import { expect, test } from 'vitest';
import { readSignals } from '../../../../../src/render/report/browser/signals.ts';
import { pageData } from '../../../../../src/render/report/data.ts';
import { eventful, onSeries } from '../../../../support/rehearsed.ts';

const BUDGET = 900_000;

test('every reading of a short run comes back in single precision', async () => {
  const run = await eventful();
  const { signals } = readSignals(pageData(run, BUDGET));
  expect([...signals.keys()]).toEqual(run.series.columns.map(({ name }) => name));
  for (const { name, last } of run.series.columns)
    expect(signals.get(name)!.last).toEqual(
      Float64Array.from(last.slice(0, run.series.buckets), Math.fround),
    );
});

test('a run of several ticks a bucket brings its extremes, and single ticks around a reset', async () => {
  const run = await onSeries('50x20000 120 50x20000');
  const { cells, signals } = readSignals(pageData(run, BUDGET));
  const latency = signals.get('LATENCY')!;
  const sizes = new Set(Array.from({ length: cells.count }, (_, cell) => cells.sizeOf(cell)));
  expect([...sizes].sort()).toEqual([1, 3, 8]);
  expect([latency.last.length, latency.min.length, latency.max.length]).toEqual(Array(3).fill(cells.count));
  const peaks = [...latency.max.keys()].filter((cell) => latency.max[cell]! > 50);
  expect(peaks.map((cell) => [cells.startOf(cell), cells.sizeOf(cell), latency.min[cell]])).toEqual([
    [20_002, 1, 120],
  ]);
});

test('readings of three bytes keep five significant digits', async () => {
  const run = await onSeries('77.123456x200');
  const data = pageData(run, 0);
  expect(data.bytes).toBe(3);
  expect(readSignals(data).signals.get('LATENCY')!.last[0]!.toPrecision(5)).toBe('77.123');
});
