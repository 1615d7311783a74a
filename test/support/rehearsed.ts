import type { Rehearsal } from '../../src/render/plot.ts';
import { checkoutCircuit, rehearse } from './rehearsal.ts';

/**
 * Ten minutes with errors at 60 s, a latency that resets at 150 s, one that holds from 200 s to 300 s, and no
 * data at 330 s.
 */
const EVENTFUL = `
duration: 10m
service: {latency_ms: {baseline: {mean: 50, stddev: 15}}}
signals: {LATENCY: latency_ms.mean, ERRORS: error_rate}
traffic: {rate: 20}
events:
  - {at: 60s, for: 30s, error_rate: {set: 0.2}}
  - {at: 150s, for: 20s, latency_ms: {multiply: 2.2}}
  - {at: 200s, for: 100s, latency_ms: {multiply: 1.7}}
  - {at: 330s, for: 20s, no_data: true}
`;

export const eventful = (start = true): Promise<Rehearsal> =>
  rehearse(checkoutCircuit(), EVENTFUL, { start });

/** The same run, posing as a history of 10-second ticks from 3 November, noon. */
export async function eventfulHistory(): Promise<Rehearsal> {
  const rehearsal = await rehearse(checkoutCircuit(), EVENTFUL, {
    as: {
      kind: 'history',
      name: null,
      url: 'http://127.0.0.1:9090',
      server: 'prometheus 2.42.0',
      from: '2026-11-03T12:00:00.000Z',
      to: '2026-11-03T13:39:50.000Z',
    },
  });
  const { result } = rehearsal;
  const queries = Object.entries(result.blind.queries).map(([name, query]) => [
    name,
    { ...query, longest: query.longest * 10 },
  ]);
  const blind = { ...result.blind, queries: Object.fromEntries(queries) };
  return { ...rehearsal, result: { ...result, blind, interval_seconds: 10 } };
}

/** A run on series given by tick: `LATENCY: '50x30 90x10'`. */
export const onSeries = (latency: string, errors = '0x10000', start = true): Promise<Rehearsal> =>
  rehearse(
    checkoutCircuit(),
    `signals: {LATENCY: '${latency}', ERRORS: '${errors}'}\nduration: ${DURATION(latency)}`,
    { start },
  );

const DURATION = (series: string): string =>
  `${series.split(' ').reduce((sum, word) => sum + Number(/x(\d+)$/.exec(word)?.[1] ?? 0) + (word.startsWith('_x') ? 0 : 1), 0)}s`;
