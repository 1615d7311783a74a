import type { Decision } from '../rollout/decide.ts';
import type { Ticks } from '../text/duration.ts';

/** One rehearsal after another, tick by tick; nothing is allocated per tick or rehearsal. */
export interface Ticker {
  /** A new rehearsal, from a tick of the history. */
  begin(start: Ticks): void;
  /** Runs a tick of it, after the one before; the first is 0. */
  run(tick: Ticks): Decision;
  /** After that tick: the accept percentage, and whether the ramp is complete. */
  readonly accept: number;
  readonly isComplete: boolean;
}
