import type { Ticks } from '../text/duration.ts';

/**
 * A rehearsal that goes on from tick to tick. It can be made again and again, on the same memory. Ticks count from its
 * start; NEVER where a thing did not happen.
 */
export interface Walk {
  /** A new rehearsal, from a tick of the history. */
  begin(start: Ticks): void;
  /** Goes on to before a tick, or through the one on which the ramp is complete. */
  goTo(end: Ticks): void;
  /** Forgets the resets so far: `reset` is the first one from here on. */
  forgetReset(): void;
  /** How many ticks it had. */
  readonly tick: Ticks;
  readonly completed: Ticks;
  /** The first decision to reset, and the first to step back, wherever the ramp stood. */
  readonly reset: Ticks;
  readonly backward: Ticks;
  /** The last decision to reset. */
  readonly lastReset: Ticks;
  /** Whether the ramp stood in its first step at the first reset. */
  readonly isAtFirstStep: boolean;
  /** The criteria that were met at the first of these decisions, by position in `allCriteria`. */
  readonly resetBy: readonly number[];
  readonly backwardBy: readonly number[];
}
