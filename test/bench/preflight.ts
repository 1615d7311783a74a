import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import type { Plan } from '../../src/circuit/plan.ts';
import { checkQueries } from '../../src/preflight/check-queries.ts';
import { rehearsed } from '../../src/preflight/period.ts';
import { connect } from '../../src/prometheus/connect.ts';
import { run } from '../../src/run/run.ts';
import { openHistory } from '../../src/source/history.ts';
import { openMetrics } from '../support/open-metrics.ts';
import { startPrometheus } from '../support/prometheus.ts';
import { planOf } from './engine-policy.ts';
import { leastTimes } from './least-times.ts';
import type { Row } from './row.ts';

const DAY = 86_400;
const DAYS = 90;
const FROM = 1_760_000_000 - (1_760_000_000 % 60);
const TO = FROM + DAYS * DAY;
const ROUNDS = 9;

const signal = (signal_name: string) => ({ signal_name });

/** A gauge, and a mean of a meter's sum and count: one query without a window and one with two. */
const QUERIES: Readonly<Record<string, string>> = {
  GAUGE: 'sum(latency)',
  MEAN: 'sum(increase(meter_sum[5m])) / sum(increase(meter_count[5m]))',
};

const policyOf = (interval: number): unknown[] => [
  ...Object.entries(QUERIES).map(([name, query_string]) => ({
    query: {
      promql: { query_string, evaluation_interval: `${interval}s`, out_ports: { output: signal(name) } },
    },
  })),
  ...Object.keys(QUERIES).map((name) => ({
    decider: {
      operator: 'lt',
      in_ports: { lhs: signal(name), rhs: { constant_signal: { value: 70 } } },
      out_ports: { output: signal(`${name}_IS_LOW`) },
    },
  })),
  {
    and: {
      in_ports: { inputs: Object.keys(QUERIES).map((name) => signal(`${name}_IS_LOW`)) },
      out_ports: { output: signal('FORWARD') },
    },
  },
  {
    flow_control: {
      load_ramp: {
        in_ports: { forward: signal('FORWARD') },
        parameters: {
          sampler: { selectors: [{ control_point: 'ingress' }] },
          steps: [{ target_accept_percentage: 100, duration: '86400s' }],
        },
      },
    },
  },
];

/** A scrape a minute, and an hour a day without one. */
const metrics = (): string => {
  const isAway = (time: number) => (time - FROM) % DAY > DAY - 3600;
  const seriesOf = (name: string, type: 'gauge' | 'counter', value: (time: number) => number) => ({
    name,
    type,
    value: (time: number) => (isAway(time) ? undefined : value(time)),
  });
  return openMetrics(
    [
      seriesOf('latency', 'gauge', (time) => 55 + 20 * Math.sin(time / 3600) + (time % 97) / 13),
      seriesOf('meter_sum', 'counter', (time) => (time - FROM) * 50 + Math.sin(time / 7200)),
      seriesOf('meter_count', 'counter', (time) => time - FROM),
    ],
    FROM,
    TO,
    60,
  );
};

/** What trying the queries of a rehearsal over 90 days costs before it. */
export async function* preflightCost(): AsyncGenerator<Row> {
  const server = await startPrometheus(metrics());
  try {
    for (const interval of [60, 10]) {
      const plan = planOf(policyOf(interval), interval);
      const [download, both] = await leastTimes(
        [() => rehearse(server.url, plan, false), () => rehearse(server.url, plan, true)],
        { rounds: ROUNDS },
      );
      yield {
        name: `history: 90 days at ${interval} s, with the preflight`,
        value: both! / download!,
        unit: 'x without',
        atMost: 1.1,
      };
    }
  } finally {
    await server.stop();
  }
}

async function rehearse(url: string, plan: Plan, isTried: boolean): Promise<void> {
  const { queries, interval } = plan;
  const api = await connect({ url });
  const range = { from: FROM, to: TO };
  const period = rehearsed(range, interval, TO + DAY);
  const checking =
    isTried && checkQueries([{ plan, placeOf: () => ({}) }], { api, period, missing: 'warning' });
  const source = openHistory({ api, queries, interval, ...range, ahead: isTried });
  await checking;
  await run({ policy: 'bench', plan, source, series: [], yieldToEventLoop });
  await source.close?.(source.ticks);
}
