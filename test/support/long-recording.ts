import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FORMAT, VERSION } from '../../src/source/recording/file.ts';
import { RecordingWriter } from '../../src/source/recording/writer.ts';

/** What a service measured, as the queries of a policy gave it. */
interface Measured {
  readonly folder: string;
  readonly name: string;
  /** Between two ticks, in seconds. */
  readonly interval: number;
  readonly ticks: number;
  readonly stages: string;
  readonly queries: readonly MeasuredQuery[];
}

interface MeasuredQuery {
  readonly query_string: string;
  readonly criteria: Readonly<Record<string, { readonly operator: string; readonly threshold: number }>>;
  readonly reading: (tick: number) => number;
}

const START = Date.parse('2025-11-01T00:00:00Z') / 1000;
const SECTION = 10_000;

/**
 * A year at one tick a minute with four queries: an incident of 40 minutes on day 150, noise and days all
 * through. The files are written; the arguments are those of `rollout simulate`.
 */
export const yearOfMinutes = (folder: string): Promise<string[]> => {
  const noise = noiseFrom(7);
  const day = (tick: number) => Math.sin((tick / 1440) * 2 * Math.PI);
  const isIncident = (tick: number) => tick >= INCIDENT && tick < INCIDENT + 40;
  return writeRun({
    folder,
    name: 'year',
    interval: 60,
    ticks: 525_600,
    stages:
      '[{target_accept_percentage: 1, duration: 0s}, {target_accept_percentage: 10, duration: 720h}, {target_accept_percentage: 100, duration: 1440h}]',
    queries: [
      {
        query_string:
          'histogram_quantile(0.95, sum by (le) (rate(http_server_request_duration_seconds_bucket{service="checkout",version=~"v2.*",code!~"5.."}[5m]))) * 1000 and on () (sum(rate(http_server_requests_total{service="checkout",version=~"v2.*"}[5m])) > 5)',
        criteria: {
          forward: { operator: 'lt', threshold: 75 },
          backward: { operator: 'gt', threshold: 95 },
          reset: { operator: 'gt', threshold: 100 },
        },
        reading: (tick) =>
          50 + 8 * day(tick) + 6 * noise() + (isIncident(tick) ? 90 * Math.min(1, (tick - INCIDENT) / 6) : 0),
      },
      {
        query_string:
          'sum(rate(errors_total{service="checkout"}[5m])) / sum(rate(requests_total{service="checkout"}[5m]))',
        criteria: { reset: { operator: 'gt', threshold: 0.05 } },
        reading: (tick) => 0.004 + 0.001 * noise() + (isIncident(tick) ? 0.02 : 0),
      },
      {
        query_string: 'avg(node_load1)',
        criteria: { backward: { operator: 'gt', threshold: 30 } },
        reading: (tick) => 10 + 4 * day(tick) + noise(),
      },
      {
        query_string: 'sum(rate(checkout_orders_total[5m]))',
        criteria: { backward: { operator: 'lt', threshold: 2 } },
        reading: (tick) =>
          tick > 400_000 && tick < 400_600 ? Number.NaN : 12 + 5 * day(tick) + 0.5 * noise(),
      },
    ],
  });
};

/** The first tick of the incident: 14:00 on day 150. */
export const INCIDENT = 150 * 1440 + 840;

/** Four weeks at five minutes that hover at a threshold: two thousand events, most of them pauses of one tick. */
export const hoveringWeeks = (folder: string): Promise<string[]> => {
  const noise = noiseFrom(11);
  return writeRun({
    folder,
    name: 'hovering',
    interval: 300,
    ticks: 8064,
    stages:
      '[{target_accept_percentage: 1, duration: 0s}, {target_accept_percentage: 50, duration: 120h}, {target_accept_percentage: 100, duration: 240h}]',
    queries: [
      {
        query_string: 'avg(checkout_latency_ms)',
        criteria: {
          forward: { operator: 'lt', threshold: 75 },
          backward: { operator: 'gt', threshold: 90 },
          reset: { operator: 'gt', threshold: 140 },
        },
        reading: (tick) => {
          if (tick === 3000) return 180;
          if (tick > 5000 && tick < 5030) return Number.NaN;
          if (tick > 1500 && tick < 1512) return 110;
          return 65 + 9 * noise() + (tick % 700 < 60 ? 14 : 0);
        },
      },
    ],
  });
};

/** About normal, between -3 and 3, and the same at every run. */
function noiseFrom(seed: number): () => number {
  let state = seed;
  const next = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  return () => (next() + next() + next() + next() - 2) * 1.7;
}

async function writeRun({ folder, name, interval, ticks, stages, queries }: Measured): Promise<string[]> {
  const [values, recording] = [join(folder, `${name}.values.yaml`), join(folder, `${name}.recording`)];
  await writeFile(values, valuesText(name, interval, stages, queries));
  const writer = new RecordingWriter({ path: recording, mode: 0o644 });
  await writer.begin({
    format: FORMAT,
    version: VERSION,
    start: START,
    interval,
    batch: SECTION,
    facts: {
      kind: 'history',
      name: null,
      url: 'http://prometheus.example:9090',
      server: 'prometheus 2.42.0',
    },
    queries: queries.map(({ query_string }, i) => ({ signal: `PROMQL_${i}`, query_string, every: 1 })),
  });
  for (let first = 0; first < ticks; first += SECTION) {
    const count = Math.min(SECTION, ticks - first);
    const columns = queries.map(() => new Float64Array(count));
    for (let i = 0; i < count; i++)
      for (const [q, { reading }] of queries.entries()) columns[q]![i] = reading(first + i);
    await writer.section({ first, count, reasons: [], faults: [], values: columns });
  }
  await writer.finish({ ticks, diagnostics: [] });
  return ['--values-file', values, '--replay', recording, '--start'];
}

const valuesText = (
  name: string,
  interval: number,
  stages: string,
  queries: readonly MeasuredQuery[],
): string =>
  `# blueprint: policies/feature-rollout/promql
policy:
  policy_name: checkout-${name}
  evaluation_interval: ${interval}s
  load_ramp:
    sampler: {selectors: [{service: checkout.prod.svc, control_point: ingress}]}
    steps: ${stages}
  drivers:
    promql_drivers: ${JSON.stringify(queries.map(({ query_string, criteria }) => ({ query_string, criteria })))}
`;
