import type { Seconds } from '../text/duration.ts';
import type { Moment } from '../text/time.ts';

/** Time and chance, passed in so that tests need not wait. */
export interface Clock {
  readonly now: () => Moment;
  /** Seconds from some moment on, by a clock that nobody sets. */
  readonly monotonic: () => Seconds;
  /** Waits; ends early, without an error, when the signal fires. */
  readonly sleep: (seconds: Seconds, signal?: AbortSignal) => Promise<void>;
  /** Spreads retries: 0 <= x < 1. */
  readonly random: () => number;
}
