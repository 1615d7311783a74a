import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dayBefore, type Period, rehearsed } from '../../src/preflight/period.ts';
import { preflight } from '../../src/preflight/preflight.ts';
import { preflightTable } from '../../src/preflight/table.ts';
import { connect } from '../../src/prometheus/connect.ts';
import type { Driver } from '../../src/rollout/drivers.ts';
import { EXAMPLE, exampleMetrics } from '../support/example-metrics.ts';
import { faultProxy } from '../support/fault-proxy.ts';
import { openMetrics } from '../support/open-metrics.ts';
import { type RunningPrometheus, startPrometheus } from '../support/prometheus.ts';
import { withPrometheus } from '../support/real.ts';

const METER = 'flow_status="OK", flux_meter_name="checkout-v2/average_latency/0", policy_name="checkout-v2"';
const latency = (window: string) =>
  `sum(increase(flux_meter_sum{${METER}}[${window}]))/sum(increase(flux_meter_count{${METER}}[${window}]))`;

type Rule = [direction: 'forward' | 'backward' | 'reset', operator: 'lt' | 'gt', threshold: number];
const driver = (query_string: string, ...rules: Rule[]): Driver => ({
  signal: 'Q',
  query_string,
  every: 1,
  measure: { title: 'latency', unit: 'ms' },
  behindInverter: [],
  movesRamp: true,
  component: undefined as never,
  criteria: rules.map(([direction, operator, threshold]) => ({
    direction,
    operator,
    threshold,
    lhs: 'Q',
    rhs: undefined,
    output: direction,
    trueFor: 0,
    falseFor: 0,
    component: undefined as never,
  })),
});

withPrometheus('preflight against a real server', () => {
  let server: RunningPrometheus;
  beforeAll(async () => {
    server = await startPrometheus(exampleMetrics());
  });
  afterAll(() => server?.stop());

  async function check(
    drivers: readonly Driver[],
    missing: 'error' | 'warning' = 'error',
    at: number = EXAMPLE.badFrom + 607,
  ) {
    const api = await connect({ url: server.url });
    try {
      return await preflight({ api, drivers, period: dayBefore(at, 1), missing });
    } finally {
      api.close();
    }
  }

  test('the rendered query of a good policy: a table, no diagnostic', async () => {
    const { rows, diagnostics } = await check([
      driver(latency('30s'), ['forward', 'lt', 75], ['reset', 'gt', 120]),
    ]);
    expect(diagnostics).toEqual([]);
    expect(
      preflightTable(rows)
        .replace(/\d+\.\d+(?!\d*Z)/g, '#')
        .split('\n')
        .slice(0, 5),
    ).toEqual([
      'queries from 2026-11-02T11:10:07.000Z to 2026-11-03T11:10:07.000Z (1 d), every 18 s, not at every tick; now is 2026-11-03T11:10:07.000Z',
      expect.stringMatching(/^ +now +min +median +p95 +max +values +result$/),
      expect.stringMatching(/^latency, ms +# +# +# +# +# +# % +no value # % of the time, reset now$/),
      expect.stringMatching(
        /^ {2}forward < 75 ms: # % of the time, longest 3 h from \S+ to \S+, down to # ms$/,
      ),
      expect.stringMatching(
        /^ {2}reset > 120 ms: # % of the time, longest 9 min 54 s from \S+ to \S+, up to # ms$/,
      ),
    ]);
    expect(rows[0]).toMatchObject({
      signal: 'Q',
      now: expect.closeTo(131, -1),
      min: expect.closeTo(49, -1),
      median: expect.closeTo(52, -1),
      max: expect.closeTo(135, -1),
    });
  });

  describe('what it finds', () => {
    test.each<[string, Driver, string[], string]>([
      ['nothing', driver('sum(no_such_metric)'), ['error PROM_NO_SERIES'], 'returns no series'],
      ['two series', driver('http_requests_total'), ['error PROM_MANY_SERIES'], '2 series, not one'],
      ['NaN', driver('0 * vector(0) / vector(0)'), ['error PROM_NAN'], 'gives NaN'],
      ['a rejected query', driver('sum(rate('), ['error PROM_QUERY'], 'rejected by the server'],
      [
        'a window under two scrapes',
        driver('sum(rate(http_requests_total[20s]))', ['forward', 'gt', 1]),
        ['error PROM_NO_SERIES', 'warning PROM_WINDOW'],
        'returns no series, window too short',
      ],
      [
        'a window of two scrapes',
        driver('sum(rate(http_requests_total[30s]))', ['forward', 'gt', 1]),
        [],
        'no value 86.8 % of the time, forward now',
      ],
      [
        'seconds for milliseconds',
        driver(latency('1m'), ['forward', 'lt', 0.075]),
        ['warning PROM_IMPLAUSIBLE'],
        'check the unit',
      ],
      [
        'a forward that never holds',
        driver(latency('1m'), ['forward', 'lt', 40]),
        ['warning PROM_NEVER'],
        'forward never held',
      ],
      [
        'a reset that never holds is as it should be',
        driver(latency('1m'), ['reset', 'gt', 200]),
        [],
        'no value 86.8 % of the time',
      ],
    ])('%s', async (_, one, found, result) => {
      const { rows, diagnostics } = await check([one]);
      expect(diagnostics.map(({ severity, code }) => `${severity} ${code}`)).toEqual(found);
      expect(rows[0]!.result).toEqual(result);
    });

    test('before a run, a query without a value now is a warning; two series never are', async () => {
      const { diagnostics } = await check(
        [driver('sum(no_such_metric)'), driver('http_requests_total')],
        'warning',
      );
      expect(diagnostics.map(({ severity, code }) => `${severity} ${code}`)).toEqual([
        'warning PROM_NO_SERIES',
        'error PROM_MANY_SERIES',
      ]);
    });

    test('how often samples come is said', async () => {
      const { diagnostics } = await check([driver('sum(rate(http_requests_total[20s]))')]);
      expect(diagnostics.at(-1)!.message).toBe(
        'Q: the window [20s] of http_requests_total is under two scrapes, which come every 15 s',
      );
    });
  });
});

const HOUR = 3600;
const START = EXAMPLE.from;
const irregular = openMetrics(
  [
    {
      name: 'taxi',
      type: 'gauge',
      value: (time) => ((time - START) % 1800 === 0 ? 400 + (time % 7) : undefined),
    },
    // Hours 2 to 4 have both pods; pod c follows b in hour 10.
    ...(['a', 'b', 'c'] as const).map((pod, i) => ({
      name: 'pod_latency',
      type: 'gauge' as const,
      labels: `pod="${pod}"`,
      value: (time: number) => {
        const hour = (time - START) / HOUR;
        const [from, to] = [
          [0, 4],
          [2, 10],
          [10.2, 99],
        ][i]!;
        return hour >= from! && hour < to! ? 40 + 10 * i : undefined;
      },
    })),
    {
      name: 'weird',
      type: 'gauge',
      value: (time) => ((time - START) % HOUR < 600 ? Number.POSITIVE_INFINITY : 1),
    },
    {
      name: 'early_spike',
      type: 'gauge',
      value: (time) => (time >= START + HOUR && time < START + HOUR + 300 ? 99 : 20),
    },
  ],
  START,
  START + 48 * HOUR,
  60,
);

withPrometheus('preflight on irregular series', () => {
  let server: RunningPrometheus;
  beforeAll(async () => {
    server = await startPrometheus(irregular);
  });
  afterAll(() => server?.stop());

  async function look(one: Driver, period: Period, url = server.url) {
    const api = await connect({ url });
    try {
      const { rows, diagnostics } = await preflight({ api, drivers: [one], period, missing: 'error' });
      return {
        row: rows[0]!,
        found: diagnostics.map(({ severity, code }) => `${severity} ${code}`),
        diagnostics,
      };
    } finally {
      api.close();
    }
  }

  test('two days are looked at from the first tick to the last: a spike of the first hours is in the numbers', async () => {
    const period = rehearsed({ from: START, to: START + 48 * HOUR }, 60, 9e9);
    const { row, found } = await look(driver('early_spike', ['reset', 'gt', 80]), period);
    expect(found).toEqual([]);
    expect(row).toMatchObject({ max: 99, now: 20, from: START, to: START + 48 * HOUR - 60, points: 2880 });
    expect(row.criteria[0]).toMatchObject({
      met: 5 / 2880,
      longest: { from: START + HOUR, seconds: 300, extreme: 99 },
    });
  });

  test('on the ticks of the run, samples every 30 min are there at each', async () => {
    const { row, found } = await look(driver('taxi'), dayBefore(START + 30 * HOUR + 420, 1800));
    expect([found, row.coverage, row.result]).toEqual([[], 1, 'ok']);
  });

  test('between the ticks of samples every 30 min the advice is a window', async () => {
    const { found, diagnostics } = await look(driver('taxi'), dayBefore(START + 30 * HOUR + 420, 60));
    expect(found).toEqual(['error PROM_SPARSE']);
    expect([diagnostics[0]!.message, diagnostics[0]!.hint]).toEqual([
      'Q: samples of taxi come every 30 min, and a query finds none older than 5 min; the last one is 7 min old',
      'write last_over_time(taxi[1h])',
    ]);
    const { found: none } = await look(
      driver('last_over_time(taxi[1h])'),
      dayBefore(START + 30 * HOUR + 420, 60),
    );
    expect(none).toEqual([]);
  });

  test('several series in the past: how long and which', async () => {
    const { row, found, diagnostics } = await look(driver('pod_latency'), dayBefore(START + 14 * HOUR, 60));
    expect(found).toEqual(['warning PROM_SEVERAL']);
    expect(diagnostics[0]!.message).toMatch(
      /^Q: the query returned several series at 12\d of 1441 moments, longest from \S+ to \S+ \(2 h [45] min\): 2: pod_latency\{pod="a"\}, pod_latency\{pod="b"\}$/,
    );
    expect(row).toMatchObject({ min: 40, max: 60 });
  });

  test('a series that follows another keeps the statistics of both', async () => {
    const period = rehearsed({ from: START + 6 * HOUR, to: START + 14 * HOUR }, 60, 9e9);
    const { row, found } = await look(driver('pod_latency', ['forward', 'lt', 1000]), period);
    expect(found).toEqual([]);
    expect(row).toMatchObject({ min: 50, max: 60, several: 0 });
  });

  test('infinities are counted and not ok', async () => {
    const { row, found } = await look(
      driver('weird', ['reset', 'gt', 5]),
      dayBefore(START + 26 * HOUR + 300, 60),
    );
    expect(found).toEqual(['warning PROM_INFINITE']);
    expect(row).toMatchObject({ now: Number.POSITIVE_INFINITY, infinite: 241, result: 'gives an infinity' });
  });

  test('a proxy whose ranges are not what the server gives at a moment is named, with both values', async () => {
    const proxy = await faultProxy(server.url, (_, { path }) =>
      path.endsWith('query_range')
        ? { kind: 'rewrite', to: (body) => body.replaceAll('"20"', '"21"') }
        : undefined,
    );
    const period = rehearsed({ from: START + 6 * HOUR, to: START + 14 * HOUR }, 60, 9e9);
    const { found, diagnostics } = await look(driver('early_spike'), period, proxy.url);
    await proxy.close();
    expect(found).toEqual(['warning PROM_PARITY']);
    expect(diagnostics[0]!.message).toMatch(
      /^Q: at 2026-11-03T\S+Z the server gives 20 to an instant query and 21 in a range; (\d) of \1 moments differ$/,
    );
  });
});
