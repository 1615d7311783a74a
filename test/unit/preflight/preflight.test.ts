import { describe, expect, test } from 'vitest';
import { nowhere } from '../../../src/errors/location.ts';
import { fail } from '../../../src/errors/rollout-error.ts';
import { dayBefore, type Period } from '../../../src/preflight/period.ts';
import { preflight } from '../../../src/preflight/preflight.ts';
import type { Criterion } from '../../../src/rollout/criterion.ts';
import type { Driver } from '../../../src/rollout/drivers.ts';
import { fakeApi, seriesOf } from '../../support/fake-api.ts';

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
  measure: { title: 'latency', unit: 'ms' },
  behindInverter: [],
  movesRamp: true,
  component: undefined as never,
  criteria,
});
const check = (api: ReturnType<typeof fakeApi>, drivers: Driver[], period: Period = dayBefore(100_000, 10)) =>
  preflight({
    api,
    drivers,
    period,
    missing: 'warning',
    placeOf: () => ({ at: nowhere('values.yaml'), path: 'p' }),
  });

/** A query that gives 1, 2 ... 100 in turn. */
const hundred = fakeApi({ value: (_, time) => (Math.floor(time / 60) % 100) + 1 });

test('statistics over the day before on the grid of the ticks, at most 5,000 points', async () => {
  const { rows, diagnostics } = await check(hundred, [
    driver(criterion('forward', 'lt', 75), criterion('reset', 'gt', undefined, 'EMA')),
  ]);
  expect(diagnostics).toEqual([]);
  expect(rows).toEqual([
    {
      signal: 'Q',
      measure: { title: 'latency', unit: 'ms' },
      query: 'q',
      now: 67,
      min: 1,
      median: 50,
      p95: 95,
      max: 100,
      from: 13_600,
      to: 100_000,
      step: 20,
      points: 4321,
      evaluations: 8641,
      coverage: 1,
      nan: 0,
      infinite: 0,
      several: 0,
      criteria: [
        {
          criterion: criterion('forward', 'lt', 75),
          met: expect.closeTo(0.74, 1),
          longest: { from: 18_000, to: 22_420, seconds: 4440, extreme: 1 },
        },
        { criterion: criterion('reset', 'gt', undefined, 'EMA') },
      ],
      result: 'ok, forward now',
    },
  ]);
  expect(hundred.asked).toEqual([{ query: 'q', start: 13_600, end: 100_000, step: 20 }]);
});

/** A query of no metric. */
const plain = (...criteria: Criterion[]): Driver => ({ ...driver(...criteria), query_string: 'time()' });

describe('what a query gave in the period', () => {
  const HOUR = 360;
  const period: Period = {
    start: 1_000_000,
    interval: 10_000,
    ticks: HOUR,
    anchor: 'first',
    isSettled: false,
  };
  /** Ticks from the start of the period. */
  const tickOf = (time: number) => (time - 1000) / 10;
  const at = (read: (tick: number) => number | undefined) =>
    fakeApi({ value: (_, time) => read(tickOf(time)) });

  test('the whole period of a rehearsal is looked at, its first tick and its last', async () => {
    const api = at((tick) => tick);
    const { rows } = await check(api, [plain()], period);
    expect(rows[0]).toMatchObject({ min: 0, max: 359, now: 359, points: 360, evaluations: 360 });
  });

  test('without a value: the share, and the longest time', async () => {
    const { rows } = await check(
      at((tick) => (tick % 100 < 30 ? undefined : 1)),
      [plain()],
      period,
    );
    expect(rows[0]).toMatchObject({
      coverage: 240 / 360,
      longestGap: { from: 1000, to: 1290, seconds: 300 },
      result: 'no value 33.3 % of the time',
    });
  });

  test.each([
    ['+Inf now', (tick: number) => (tick < 359 ? 1 : Number.POSITIVE_INFINITY), 'gives an infinity', 1],
    ['-Inf before', (tick: number) => (tick < 3 ? Number.NEGATIVE_INFINITY : 1), 'infinite at times', 3],
  ])('%s is not ok', async (_, read, result, infinite) => {
    const { rows, diagnostics } = await check(at(read), [plain(criterion('forward', 'lt', 2))], period);
    expect(rows[0]).toMatchObject({ result, infinite });
    expect(diagnostics.map(({ code, severity }) => `${severity} ${code}`)).toEqual(['warning PROM_INFINITE']);
  });

  test('at the last moment of a rehearsal that has values, none is a gap and several are a warning', async () => {
    const none = await check(
      at((tick) => (tick === 359 ? undefined : 1)),
      [plain()],
      period,
    );
    expect([none.diagnostics, none.rows[0]!.result]).toEqual([[], 'ok']);
    const labels = ['{}', '{}'];
    const two = fakeApi({
      instant: () => ({ value: Number.NaN, missing: { kind: 'many_series', count: 2, labels } }),
      range: (asked) => [
        seriesOf(asked, () => 5),
        seriesOf(asked, (_, time) => (tickOf(time) > 350 ? 5 : undefined)),
      ],
    });
    const codesOf = async (over: Period) =>
      (await check(two, [plain()], over)).diagnostics
        .filter(({ code }) => code !== 'PROM_PARITY')
        .map(({ severity, code }) => `${severity} ${code}`);
    expect(await codesOf(period)).toEqual(['warning PROM_SEVERAL']);
    expect(await codesOf({ ...period, anchor: 'last' })).toEqual(['error PROM_MANY_SERIES']);
  });

  test('NaN is counted', async () => {
    const { rows } = await check(
      at((tick) => (tick < 9 ? Number.NaN : 1)),
      [plain()],
      period,
    );
    expect(rows[0]).toMatchObject({ nan: 9, coverage: 351 / 360, result: 'ok' });
  });

  /** Pods: the old one until a tick, the new one from a tick. */
  const pods = (until: number, from: number) =>
    fakeApi({
      instant: () => ({ value: 7 }),
      range: (asked) => [
        seriesOf(asked, (_, time) => (tickOf(time) < until ? 5 : undefined), { pod: 'a' }),
        seriesOf(asked, (_, time) => (tickOf(time) >= from ? 7 : undefined), { pod: 'b' }),
      ],
    });

  test('several series at some moments: how long, and their labels', async () => {
    const { rows, diagnostics } = await check(pods(120, 90), [plain()], period);
    expect(rows[0]).toMatchObject({
      several: 30,
      longestSeveral: { from: 1900, to: 2190, seconds: 300 },
      result: expect.stringContaining('several series at times'),
    });
    expect(diagnostics.map(({ code, message }) => `${code} ${message}`)[0]).toBe(
      'PROM_SEVERAL Q: the query returned several series at 30 of 360 moments, longest from 1970-01-01T00:31:40.000Z to 1970-01-01T00:36:30.000Z (5 min): 2: {pod="a"}, {pod="b"}',
    );
  });

  test('a series that follows another without overlap keeps its statistics', async () => {
    const { rows } = await check(pods(100, 100), [plain(criterion('reset', 'gt', 6))], period);
    expect(rows[0]).toMatchObject({ min: 5, max: 7, coverage: 1, several: 0 });
  });

  test('the longest time beyond each threshold, and how far', async () => {
    const api = at((tick) => (tick >= 100 && tick < 130 ? 100 + tick : 50));
    const { rows } = await check(
      api,
      [plain(criterion('reset', 'gt', 80), criterion('backward', 'gt', 500))],
      period,
    );
    expect(rows[0]!.criteria.map(({ met, longest }) => ({ met, longest }))).toEqual([
      { met: 30 / 360, longest: { from: 2000, to: 2290, seconds: 300, extreme: 229 } },
      { met: 0, longest: undefined },
    ]);
  });
});

describe('instant and range compared', () => {
  const period: Period = {
    start: 1_000_000,
    interval: 10_000,
    ticks: 360,
    anchor: 'first',
    isSettled: false,
  };
  test('a difference names the moment and both values', async () => {
    const api = fakeApi({
      value: () => 1,
      range: (asked) => [seriesOf(asked, () => 2)],
    });
    const { rows, diagnostics } = await check(api, [plain()], period);
    expect(diagnostics.map(({ code, message }) => `${code} ${message}`)).toEqual([
      expect.stringMatching(
        /^PROM_PARITY Q: at 1970-01-01T\S+Z the server gives 1 to an instant query and 2 in a range; (\d) of \1 moments differ$/,
      ),
    ]);
    expect(rows[0]!.result).toBe('ranges differ');
  });

  test('a gap that only one of the two has is found beside the gap', async () => {
    const isGap = (time: number) => time >= 2000 && time < 2030;
    const api = fakeApi({
      instant: () => ({ value: 1 }),
      range: (asked) => [seriesOf(asked, (_, time) => (isGap(time) ? undefined : 1))],
    });
    const { diagnostics } = await check(api, [plain()], period);
    expect(diagnostics.map(({ code, message }) => `${code} ${message}`)).toEqual([
      expect.stringMatching(
        /^PROM_PARITY Q: at \S+ the server gives 1 to an instant query and no value in a range/,
      ),
    ]);
  });

  test('the look at now is one of the moments compared, where no sample can come for it any more', async () => {
    const api = fakeApi({
      instant: () => ({ value: 1 }),
      range: (asked) => [seriesOf(asked, (_, time) => (time === 4590 ? 2 : 1))],
    });
    const codes = async (isSettled: boolean) =>
      (await check(api, [plain()], { ...period, isSettled })).diagnostics.map(({ code }) => code);
    expect([await codes(true), await codes(false)]).toEqual([['PROM_PARITY'], []]);
  });

  test('what does not depend on another answer is asked at once', async () => {
    const asked: string[] = [];
    const never = (text: string) => {
      asked.push(text);
      return new Promise<never>(() => {});
    };
    const api = fakeApi({ instant: (query) => never(query), range: ({ query }) => never(`range ${query}`) });
    const one = { ...driver(), query_string: 'sum(rate(a[1m]))' };
    void check(api, [one], period);
    expect(asked).toEqual([one.query_string, `range ${one.query_string}`, 'max(count_over_time(a[1200s]))']);
  });

  // The look at now, then points at random and pairs beside a gap.
  test.each([
    [10_000, 1 + 4 + 4],
    [100_000, 1 + 2 + 2],
    [777_600, 1 + 4 + 4],
  ])('a run of %i evaluations is asked for with at most %i instant queries', async (ticks, most) => {
    let instants = 0;
    const isGap = (time: number) => time % 7000 < 500;
    const api = fakeApi({
      instant(_, time) {
        instants++;
        return isGap(time) ? { value: Number.NaN, missing: { kind: 'no_series' } } : { value: 1 };
      },
      range: (asked) => [seriesOf(asked, (_, time) => (isGap(time) ? undefined : 1))],
    });
    const { diagnostics } = await check(api, [plain()], { ...period, ticks });
    expect(diagnostics).toEqual([]);
    expect(instants).toBeLessThanOrEqual(most);
    expect(instants).toBeGreaterThan(most / 2);
    expect(api.asked).toHaveLength(1);
  });

  test('the last digit may differ, and the newest two minutes', async () => {
    const api = fakeApi({
      value: () => 0.1 + 0.2,
      range: (asked) => [seriesOf(asked, (_, time) => (time > asked.end - 110 ? 9 : 0.3))],
    });
    expect((await check(api, [plain()], period)).diagnostics).toEqual([]);
  });
});

describe('samples farther apart than a query looks back', () => {
  const period: Period = {
    start: 1_000_000,
    interval: 60_000,
    ticks: 360,
    anchor: 'first',
    isSettled: false,
  };
  const sparse = (interval: number, now: number | undefined) =>
    fakeApi({
      instant(query, time) {
        if (query.startsWith('max(count_over_time')) return { value: 86_400 / interval };
        if (query.includes('count_over_time'))
          return { value: Number(/\[(\d+)s\]/.exec(query)![1]) / interval };
        if (query.includes('timestamp(')) return { value: time - 420 };
        return now === undefined ? { value: Number.NaN, missing: { kind: 'no_series' } } : { value: now };
      },
      range: (asked) => [seriesOf(asked, (_, time) => (time % interval < 300 ? 1 : undefined))],
    });
  const taxi: Driver = { ...driver(), query_string: 'sum(taxi{city="ny"}) / 2' };
  const found = async (api: ReturnType<typeof fakeApi>) =>
    (await check(api, [taxi], period)).diagnostics
      .filter(({ code }) => code !== 'PROM_PARITY')
      .map(({ severity, message, hint }) => `${severity} ${message}: ${hint}`);

  test('the advice is a window, in place of that for a metric that is not there', async () =>
    expect(await found(sparse(1800, undefined))).toEqual([
      'warning Q: samples of taxi{city="ny"} come every 30 min, and a query finds none older than 5 min; the last one is 7 min old: write last_over_time(taxi{city="ny"}[1h])',
    ]));

  test('with a value now it is a warning too', async () =>
    expect(await found(sparse(600, 1))).toEqual([
      expect.stringMatching(/^warning Q: samples of taxi.* come every 10 min, .*\[20m\]\)$/),
    ]));

  test('gaps of samples that come often have other causes', async () =>
    expect(await found(sparse(60, 1))).toEqual([]));
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
