import { openMetrics, type SeriesSpec } from './open-metrics.ts';

/**
 * 2026-11-03, 08:00 to 14:00 UTC, a scrape every 15 s; from 11:00 to 12:00 the new version is slow and fails.
 */
export const EXAMPLE = {
  from: 1_793_692_800,
  to: 1_793_714_400,
  scrape: 15,
  badFrom: 1_793_703_600,
  badTo: 1_793_707_200,
} as const;

const METER = 'flow_status="OK",flux_meter_name="checkout-v2/average_latency/0",policy_name="checkout-v2"';

/** `examples/metrics/checkout.om`, byte for byte. */
export function exampleMetrics(): string {
  const course = simulate();
  const of = (name: string, labels: string, pick: (at: Total) => number): SeriesSpec => ({
    name,
    type: 'counter',
    labels,
    value: (time) => pick(course.get(time)!),
  });
  const text = openMetrics(
    [
      of('flux_meter_sum_total', METER, ({ millis }) => millis),
      of('flux_meter_count_total', METER, ({ requests }) => requests),
      of('http_requests_total', 'service="checkout",code="200"', ({ requests, errors }) => requests - errors),
      of('http_requests_total', 'service="checkout",code="500"', ({ errors }) => errors),
    ],
    EXAMPLE.from,
    EXAMPLE.to,
    EXAMPLE.scrape,
  );
  // a flux meter exports a histogram: its sum and count carry no _total
  return text
    .replace(/^# TYPE flux_meter_(sum|count) counter$/gm, '# TYPE flux_meter_$1 unknown')
    .replace(/^flux_meter_(sum|count)_total/gm, 'flux_meter_$1');
}

interface Total {
  readonly requests: number;
  readonly errors: number;
  readonly millis: number;
}

/** Counters of a shop whose traffic swells over the day; noise from a fixed seed. */
function simulate(): Map<number, Total> {
  const totals = new Map<number, Total>();
  const noise = generator(7);
  let total: Total = { requests: 120_000, errors: 240, millis: 6_000_000 };
  for (let time = EXAMPLE.from; time <= EXAMPLE.to; time += EXAMPLE.scrape) {
    totals.set(time, total);
    const isBad = time >= EXAMPLE.badFrom && time < EXAMPLE.badTo;
    const load = 200 + 60 * Math.sin((2 * Math.PI * (time - EXAMPLE.from)) / 43_200);
    const requests = Math.round(EXAMPLE.scrape * load * (1 + 0.08 * noise()));
    const mean = (isBad ? 131 : 52) * (1 + 0.06 * noise());
    const errors = Math.round(requests * (isBad ? 0.06 : 0.002) * (1 + 0.3 * noise()));
    total = {
      requests: total.requests + requests,
      errors: total.errors + errors,
      millis: total.millis + Math.round(requests * mean),
    };
  }
  return totals;
}

/** Numbers between -1 and 1 (Park and Miller's minimal standard). */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return (2 * state) / 2_147_483_647 - 1;
  };
}
