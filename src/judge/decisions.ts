import type { Ticks } from '../text/duration.ts';
import type { DecisionMemory } from './tick-memory.ts';

/** What the ramp is asked to do on each tick of a history, whatever the start: a byte a tick, in runs of the same. */
export interface Decisions {
  /** Of a tick that sees no results, the first of each rehearsal. */
  readonly first: number;
  /** Of every other tick of the history. */
  readonly codes: Uint8Array;
  /** Of every tick: one up to which all ticks decide the same. */
  readonly runEnds: Int32Array;
}

/**
 * Finds those of the ticks from one to before another; runs end there at the latest. `decide` says what the tick does that sees
 * the results of an evaluation.
 */
export function fillDecisions(
  { codes, runEnds }: DecisionMemory,
  [from, to]: readonly [Ticks, Ticks],
  decide: (evaluated: Ticks) => number,
): void {
  for (let tick = Math.max(1, from); tick < to; tick++) codes[tick] = decide(tick - 1);
  let end = to;
  for (let tick = to - 1; tick >= from; tick--) {
    if (tick + 1 < to && codes[tick] !== codes[tick + 1]) end = tick + 1;
    runEnds[tick] = end;
  }
}
