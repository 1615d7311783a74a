import type { Decision } from '../rollout/decide.ts';
import type { Ticks } from '../text/duration.ts';

/** One rehearsal after another, tick by tick; nothing is allocated per tick or rehearsal. */
export interface Ticker {
  /** A new rehearsal, from a tick of the history. */
  begin(start: Ticks): void;
  /** Runs a tick of it, after the one before; the first is 0. */
  run(tick: Ticks): Decision;
  /** After that tick: the step of the ramp, its accept percentage, and whether it is complete. */
  readonly step: number;
  readonly accept: number;
  readonly isComplete: boolean;
  /** The criteria of one direction that are met on that tick, by position in `allCriteria`. */
  met(direction: 'backward' | 'reset'): readonly number[];
}
