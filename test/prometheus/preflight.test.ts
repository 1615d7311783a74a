import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { preflight } from '../../src/preflight/preflight.ts';
import { preflightTable } from '../../src/preflight/table.ts';
import { connect } from '../../src/prometheus/connect.ts';
import type { Driver } from '../../src/rollout/drivers.ts';
import { EXAMPLE, exampleMetrics } from '../support/example-metrics.ts';
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
      return await preflight({ api, drivers, interval: 1, at, missing });
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
      preflightTable(rows, 86_400)
        .replace(/\d+\.\d+/g, '#')
        .split('\n')
        .slice(0, 4),
    ).toEqual([
      'queries over the last 1 d',
      expect.stringMatching(/^ +now +min +median +p95 +max +result$/),
      expect.stringMatching(/^Q +# +# +# +# +# +ok, reset now$/),
      '  forward < 75, reset > 120',
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
        'ok, forward now',
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
      ['a reset that never holds is as it should be', driver(latency('1m'), ['reset', 'gt', 200]), [], 'ok'],
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
