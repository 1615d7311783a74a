import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Plan } from '../../src/circuit/plan.ts';
import { bindInjections } from '../../src/judge/injection/bind.ts';
import { changerOf } from '../../src/judge/injection/changer.ts';
import { ExposureLog } from '../../src/judge/injection/exposure-log.ts';
import { fitReadings } from '../../src/judge/injection/fit-readings.ts';
import { parseInjection } from '../../src/judge/injection/flag.ts';
import { loadPromql } from '../../src/text/promql.ts';
import { openMetrics } from '../support/open-metrics.ts';
import { type RunningPrometheus, startPrometheus } from '../support/prometheus.ts';
import { withPrometheus } from '../support/real.ts';

const INTERVAL = 60;
const SCRAPE = 10;
const START = 1_760_000_040; // on a tick and on a scrape
const BEFORE = 7200;
const TICKS = 80;

/** What the ticks decide: nothing, a ramp, a step back, all. */
const ACCEPTS = Array.from({ length: TICKS }, (_, tick) => {
  if (tick < 5) return 0;
  if (tick < 35) return (tick - 4) * 2.5;
  return tick < 50 ? 10 : 100;
});

/** The share of requests with the feature at a time: what the tick before it decided. */
const shareAt = (time: number): number => (ACCEPTS[Math.ceil((time - START) / INTERVAL) - 1] ?? 0) / 100;

const REQUESTS = 10;

/** A counter whose rate is a function of the share of requests with the feature. */
function counter(name: string, world: string, rateAt: (share: number) => number) {
  let [at, total] = [START - BEFORE, 0];
  return {
    name,
    type: 'counter' as const,
    labels: `world="${world}"`,
    value(time: number): number {
      for (; at < time; at += SCRAPE) total += SCRAPE * rateAt(shareAt(at + SCRAPE));
      return total;
    },
  };
}

/** Requests of 100 ms, of which one in ten fails, but for those with the feature. */
const WORLDS: Readonly<Record<string, { readonly ms: number; readonly failing: number }>> = {
  healthy: { ms: 100, failing: 0.1 },
  slower: { ms: 150, failing: 0.1 },
  failing: { ms: 100, failing: 1 },
};

const mixed = (share: number, healthy: number, feature: number): number =>
  REQUESTS * (healthy * (1 - share) + feature * share);

const series = ['ms', 'failing', 'count'].flatMap((name) =>
  Object.entries(WORLDS).map(([world, feature]) =>
    counter(`${name}_total`, world, (share) => {
      if (name === 'ms') return mixed(share, 100, feature.ms);
      return name === 'failing' ? mixed(share, 0.1, feature.failing) : REQUESTS;
    }),
  ),
);

const mean = (range: string): string => `sum(rate(ms_total[${range}])) / sum(rate(count_total[${range}]))`;
const inWorld = (query: string, world: string): string =>
  query.replaceAll('_total', `_total{world="${world}"}`);

withPrometheus('the readings that an injection gives are those of a server that saw the feature', () => {
  let server: RunningPrometheus;
  beforeAll(async () => {
    server = await startPrometheus(openMetrics(series, START - BEFORE, START + TICKS * INTERVAL, SCRAPE));
  });
  afterAll(() => server?.stop());

  async function readings(query: string): Promise<number[]> {
    const last = START + (TICKS - 1) * INTERVAL;
    const range = `start=${START}&end=${last}&step=${INTERVAL}`;
    const answer = await fetch(
      `${server.url}/api/v1/query_range?${range}&query=${encodeURIComponent(query)}`,
    );
    const { data } = (await answer.json()) as {
      data: { result: { values: [number, string][] }[] };
    };
    return data.result[0]!.values.map(([, value]) => Number(value));
  }

  test.each<[effect: string, world: string, query: string]>([
    ['x1.5', 'slower', mean('1m')],
    ['x1.5', 'slower', mean('90s')],
    ['x1.5', 'slower', mean('5m')],
    ['+50', 'slower', mean('5m')],
    ['=150', 'slower', mean('5m')],
    ['x1.5', 'slower', mean('5m').replaceAll(']', '] offset 3m')],
    ['x1.5', 'slower', mean('30s').replaceAll(']', '] offset 90s')],
    ['x1.5', 'slower', `avg_over_time((${mean('2m')})[10m:1m])`],
    ['x1.5', 'slower', 'sum(rate(ms_total[5m])) / sum(rate(ms_total[1h]))'],
    ['x20', 'failing', 'sum(rate(failing_total[5m])) / sum(rate(count_total[5m]))'],
    ['+0.9', 'failing', 'sum(rate(failing_total[5m])) / sum(rate(count_total[5m]))'],
  ])('%s in the world %s: %s', async (effect, world, query) => {
    const healthy = await readings(inWorld(query, 'healthy'));
    const seen = await readings(inWorld(query, world));
    const plan = { queries: [{ signal: 'A', query_string: inWorld(query, 'healthy') }], columns: [] };
    const check = await loadPromql();
    const subject = {
      plan: plan as unknown as Plan,
      windowOf: (text: string) => check(text).signalWindow,
    };
    const bound = bindInjections([parseInjection(`A: ${effect}`)], subject);
    const [injection] = fitReadings(bound, { columns: [Float64Array.from(healthy)] });
    const log = new ExposureLog(injection!, INTERVAL, TICKS);
    const changer = changerOf(injection!, INTERVAL, log);
    log.begin();
    const given = ACCEPTS.map((accept, tick) => {
      log.add(tick, accept);
      return changer.reading(tick, healthy[tick]!);
    });
    // Of the whole effect; less than a scrape interval, or what a subquery leaves at the ends of its window, makes of it.
    const whole = Math.max(...seen.map((reading, tick) => Math.abs(reading - healthy[tick]!)));
    const wrong = given.map((reading, tick) => Math.abs(reading - seen[tick]!) / whole);
    expect(Math.max(...wrong)).toBeLessThan(0.05);
  });
});
