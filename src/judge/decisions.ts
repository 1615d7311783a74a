import type { Ticks } from '../text/duration.ts';

/** What the ramp is asked to do on each tick of a history, whatever the start: a byte a tick, in runs of the same. */
export interface Decisions {
  /** Of a tick that sees no results, the first of each rehearsal. */
  readonly first: number;
  /** Of every other tick of the history. */
  readonly codes: Uint8Array;
  /** Of every tick: the next one with another decision, or the end of the history. */
  readonly runEnds: Int32Array;
}

/** `decide` says what the tick does that sees the results of an evaluation. */
export function decisionsOf(ticks: Ticks, first: number, decide: (evaluated: Ticks) => number): Decisions {
  const codes = new Uint8Array(ticks);
  for (let tick = 1; tick < ticks; tick++) codes[tick] = decide(tick - 1);
  const runEnds = new Int32Array(ticks);
  let end = ticks;
  for (let tick = ticks - 1; tick >= 0; tick--) {
    if (tick + 1 < ticks && codes[tick] !== codes[tick + 1]) end = tick + 1;
    runEnds[tick] = end;
  }
  return { first, codes, runEnds };
}
