import type { Seconds } from '../../text/duration.ts';
import type { Moment } from '../../text/time.ts';

/** Time, passed in. */
export interface ControlClock {
  readonly now: () => Moment;
  /** Seconds from some moment on, by a clock that nobody sets. */
  readonly monotonic: () => Seconds;
  /** Ends early, without an error, when the signal fires. */
  readonly sleep: (seconds: Seconds, signal?: AbortSignal) => Promise<void>;
}

/** A moment by both clocks: either may be wrong, one stands while a machine sleeps, the other is set. */
export interface Instant {
  readonly wall: Moment;
  readonly monotonic: Seconds;
}

export const instant = (clock: ControlClock): Instant => ({
  wall: clock.now(),
  monotonic: clock.monotonic(),
});

/** What went by since then at most: by the clock that says more. */
export const elapsedAtMost = (clock: ControlClock, since: Instant): Seconds =>
  Math.max(clock.now() - since.wall, clock.monotonic() - since.monotonic);

/** What went by since then at least: by the clock that says less. */
export const elapsedAtLeast = (clock: ControlClock, since: Instant): Seconds =>
  Math.min(clock.now() - since.wall, clock.monotonic() - since.monotonic);
