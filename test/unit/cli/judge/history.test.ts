import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readHistory } from '../../../../src/cli/judge/history.ts';
import { silent } from '../../../../src/cli/progress.ts';
import { fakeIO } from '../../../support/fake-io.ts';
import { compare, planOf, promql, ramp } from '../../../support/plans.ts';
import { recordSeries } from '../../../support/record-series.ts';

const directory = mkdtempSync(join(tmpdir(), 'rollout-judged-'));
afterAll(() => rmSync(directory, { recursive: true }));

const plan = planOf([
  promql('LATENCY', 'latency'),
  promql('AGAIN', 'latency'),
  promql('ERRORS', 'errors', '3s'),
  compare('LATENCY', 'lt', 75, 'FORWARD'),
  compare('AGAIN', 'gt', 90, 'BACKWARD'),
  compare('ERRORS', 'gt', 0.1, 'RESET'),
  ramp(
    [
      [1, '0s'],
      [100, '10s'],
    ],
    { forward: 'FORWARD', backward: 'BACKWARD', reset: 'RESET' },
  ),
]);

const weeks = [
  recordSeries(join(directory, 'a'), { series: ['latency=50*6', '3@errors=0.1 0.2', 'rate=9*6'] }),
  recordSeries(join(directory, 'b'), { start: 6, series: ['latency=60*3', '3@errors=0.3', 'rate=8*3'] }),
];

const read = (files: readonly string[], traffic?: string) =>
  readHistory(
    { kind: 'recordings', files },
    { plan, placeOf: (path) => ({ path }), traffic, progress: silent },
    fakeIO(),
  );

test('recordings become columns query by query, a query that two signals read once, with the traffic beside them; one that has a reading on some ticks only holds it', async () => {
  const { history, diagnostics } = await read(weeks, 'rate');
  const { columns, traffic, ...rest } = history;
  expect(rest).toEqual({ start: 0, interval: 1, ticks: 9, unit: 3 });
  expect(columns.map((column) => [...column])).toEqual([
    [50, 50, 50, 50, 50, 50, 60, 60, 60],
    [50, 50, 50, 50, 50, 50, 60, 60, 60],
    [0.1, 0.1, 0.1, 0.2, 0.2, 0.2, 0.3, 0.3, 0.3],
  ]);
  expect(columns[1]).toBe(columns[0]);
  expect([...traffic!]).toEqual([9, 9, 9, 9, 9, 9, 8, 8, 8]);
  expect(diagnostics).toEqual([]);
});

test('of a live run there is a result on every tick, late answers too; a history before it holds its own', async () => {
  const live = {
    start: 9,
    kind: 'live',
    series: ['latency=60*4', '3@errors=0.3 0.4*2 0.5', 'rate=8*4'],
  } as const;
  const { history } = await read([...weeks, recordSeries(join(directory, 'c'), live)]);
  expect(history).toMatchObject({ ticks: 13, unit: 3, isEveryTick: true });
  expect([...history.columns[2]!]).toEqual([0.1, 0.1, 0.1, 0.2, 0.2, 0.2, 0.3, 0.3, 0.3, 0.3, 0.4, 0.4, 0.5]);
  const alone = await read([join(directory, 'c')]);
  expect(alone.history).toMatchObject({ ticks: 4, unit: 1, isEveryTick: true });
});

test('a recording without the query of the traffic is refused', async () => {
  await expect(read(weeks, 'orders')).rejects.toMatchObject({
    diagnostics: [{ code: 'RECORDING_QUERY', message: 'the recording has no readings for traffic: orders' }],
  });
});
