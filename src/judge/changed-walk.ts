import type { Ticks } from '../text/duration.ts';

/** A rehearsal with changed readings of one query, made again and again on the same memory. It ends at its first reset. */
export interface ChangedWalk {
  /** From a tick of the history to before a tick, or through the one that resets or on which the ramp is complete. */
  go(start: Ticks, end: Ticks): void;
  /** How many ticks it had. */
  readonly tick: Ticks;
  readonly completed: Ticks;
  readonly reset: Ticks;
  /** The accept percentage at its last tick. */
  readonly accept: number;
}
