import type { Ground } from './ground.ts';
import { injectedRehearserOn } from './injected.ts';
import type { Injection } from './injection/injection.ts';
import type { Judged } from './judged.ts';
import type { StartOutcomes } from './outcome.ts';
import { rehearserOn } from './rehearse.ts';
import type { Starts } from './starts.ts';
import type { TickMemory } from './tick-memory.ts';
import { walksOf } from './walks.ts';

/** All that is asked of one policy. */
export interface Judging extends Omit<Ground, 'horizon'> {
  readonly judged: Judged;
  readonly starts: Starts;
  /** None by default. */
  readonly injections?: readonly Injection[];
  /** Shared where several threads rehearse the same; its own by default. */
  readonly memory?: TickMemory;
}

/** Makes the function that rehearses from the start of a number; what all starts have in common is made once. */
export function judgeOf(judging: Judging): (number: number) => StartOutcomes {
  const { judged, starts, injections = [], memory } = judging;
  const ground = { ...judging, horizon: starts.horizon };
  const walks = walksOf(judged, ground, memory?.decisions);
  const { rehearse, rehearseIncidents } = rehearserOn(walks, ground);
  const injected = injections.map((injection, i) =>
    injectedRehearserOn(walks, { ground, injection, memory: memory?.headrooms[i] }),
  );
  return (number) => {
    const start = number * starts.every;
    return {
      healthy: rehearse(start),
      incidents: rehearseIncidents(start),
      injected: injected.map((rehearseInjected) => rehearseInjected(start)),
    };
  };
}

/**
 * The rehearsals from the starts of these numbers, one start after another. Between two of them the caller may stop: of
 * `startNumbers` those so far are an even sample.
 */
export function* judge(judging: Judging, numbers: Iterable<number>): Generator<StartOutcomes, void> {
  const outcomesOf = judgeOf(judging);
  for (const number of numbers) yield outcomesOf(number);
}
