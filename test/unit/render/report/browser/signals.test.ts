import { expect, test } from 'vitest';
import { readSignals } from '../../../../../src/render/report/browser/signals.ts';
import { pageData } from '../../../../../src/render/report/data.ts';
import { eventful, onSeries } from '../../../../support/rehearsed.ts';

const BUDGET = 900_000;

test('every reading of a short run comes back in single precision', async () => {
  const run = await eventful();
  const signals = readSignals(pageData(run, BUDGET));
  expect([...signals.keys()]).toEqual(run.series.columns.map(({ name }) => name));
  for (const { name, last } of run.series.columns)
    expect(signals.get(name)!.last).toEqual(Float32Array.from(last.slice(0, run.series.buckets)));
});

test('a run of several ticks a bucket brings its extremes', async () => {
  const run = await onSeries('50x20000 120 50x20000');
  const latency = readSignals(pageData(run, BUDGET)).get('LATENCY')!;
  expect(latency.min!.length).toBe(run.series.buckets);
  expect(latency.max!.filter((reading) => reading > 50)).toEqual(Float32Array.of(120));
});

test('readings of three bytes keep five significant digits', async () => {
  const run = await onSeries('77.123456x200');
  const data = pageData(run, 0);
  expect(data.bytes).toBe(3);
  expect(readSignals(data).get('LATENCY')!.last[0]!.toPrecision(5)).toBe('77.123');
});
