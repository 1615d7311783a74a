import { setTimeout as pause } from 'node:timers/promises';
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

export const systemClock: Clock = {
  now: () => Date.now() / 1000,
  monotonic: () => performance.now() / 1000,
  sleep: (seconds, signal) => pause(Math.max(0, seconds) * 1000, undefined, { signal }).catch(() => {}),
  random: Math.random,
};
