import { describe, expect, test } from 'vitest';
import { nowhere } from '../../../src/errors/location.ts';
import { fail } from '../../../src/errors/rollout-error.ts';
import { preflight } from '../../../src/preflight/preflight.ts';
import type { Criterion } from '../../../src/rollout/criterion.ts';
import type { Driver } from '../../../src/rollout/drivers.ts';
import { fakeApi } from '../../support/fake-api.ts';

const criterion = (
  direction: Criterion['direction'],
  operator: Criterion['operator'],
  threshold: number | undefined,
  lhs = 'Q',
): Criterion => ({
  direction,
  operator,
  threshold,
  lhs,
  rhs: threshold === undefined ? 'SETPOINT' : undefined,
  output: direction,
  trueFor: 0,
  falseFor: 0,
  component: undefined as never,
});
const driver = (...criteria: Criterion[]): Driver => ({
  signal: 'Q',
  query_string: 'q',
  every: 1,
  component: undefined as never,
  criteria,
});
const check = (api: ReturnType<typeof fakeApi>, drivers: Driver[]) =>
  preflight({
    api,
    drivers,
    interval: 10,
    at: 100_000,
    missing: 'warning',
    placeOf: () => ({ at: nowhere('values.yaml'), path: 'p' }),
  });

/** A query that gives 1, 2 ... 100 in turn. */
const hundred = fakeApi({ value: (_, time) => (Math.floor(time / 60) % 100) + 1 });

test('statistics over the day before, at most 1,441 points', async () => {
  const { rows, diagnostics } = await check(hundred, [
    driver(criterion('forward', 'lt', 75), criterion('reset', 'gt', undefined, 'EMA')),
  ]);
  expect(diagnostics).toEqual([]);
  expect(rows).toEqual([
    {
      signal: 'Q',
      query: 'q',
      now: 67,
      min: 1,
      median: 50,
      p95: 95,
      max: 100,
      thresholds: ['forward < 75', 'reset EMA > SETPOINT'],
      result: 'ok, forward now',
    },
  ]);
  expect(hundred.asked).toEqual([{ query: 'q', start: 13_600, end: 100_000, step: 60 }]);
});

describe('thresholds', () => {
  test.each<[Criterion, string]>([
    [criterion('forward', 'lt', 0.075), 'PROM_NEVER'],
    [criterion('forward', 'lt', 20_001), 'PROM_IMPLAUSIBLE'],
    [criterion('reset', 'gt', 20_001), 'PROM_IMPLAUSIBLE'],
    [criterion('reset', 'gt', 150), ''],
    [criterion('forward', 'gte', 101), 'PROM_NEVER'],
    [criterion('forward', 'gte', 100), ''],
    [criterion('forward', 'eq', 0), 'PROM_NEVER'],
    [criterion('forward', 'lt', 0.075, 'EMA'), ''],
  ])('%j', async (rule, code) => {
    const { diagnostics } = await check(hundred, [driver(rule)]);
    expect(diagnostics.map((d) => d.code)).toEqual(code ? [code] : []);
    for (const { file, path } of diagnostics) expect([file, path]).toEqual(['values.yaml', 'p']);
  });
});

test('all rejected queries are reported together with their places; a server that is down is thrown', async () => {
  const rejecting = fakeApi({
    instant: () => Promise.reject(fail('PROM_QUERY', { query: 'q', words: 'parse error' })),
  });
  const { rows, diagnostics } = await check(rejecting, [driver(), driver()]);
  expect(diagnostics.map(({ code, file }) => [code, file])).toEqual([
    ['PROM_QUERY', 'values.yaml'],
    ['PROM_QUERY', 'values.yaml'],
  ]);
  expect(rows.map(({ result }) => result)).toEqual(['rejected by the server', 'rejected by the server']);
  const down = fakeApi({
    instant: () => Promise.reject(fail('PROM_TIMEOUT', { url: 'u', seconds: 1, tries: 1 })),
  });
  await expect(check(down, [driver()])).rejects.toMatchObject({ exit: 4 });
});
