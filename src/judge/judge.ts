import type { Judged } from './judged.ts';
import type { StartOutcomes } from './outcome.ts';
import { type Ground, rehearser } from './rehearse.ts';
import type { Starts } from './starts.ts';

/** All that is asked of one policy. */
export interface Judging extends Omit<Ground, 'horizon'> {
  readonly judged: Judged;
  readonly starts: Starts;
}

/**
 * The rehearsals from these starts, by number, one start after another in this order. Between two of them the caller may
 * stop: of `startNumbers` those so far are an even sample.
 */
export function* judge(judging: Judging, numbers: Iterable<number>): Generator<StartOutcomes, void> {
  const { judged, starts, history, incidents } = judging;
  const { rehearse, rehearseIncidents } = rehearser(judged, { history, incidents, horizon: starts.horizon });
  for (const number of numbers) {
    const start = number * starts.every;
    yield { healthy: rehearse(start), incidents: rehearseIncidents(start), injected: [] };
  }
}
