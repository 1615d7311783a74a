import type { RolloutError } from '../../errors/rollout-error.ts';
import type { Seconds } from '../../text/duration.ts';
import type { Clock } from '../clock.ts';

/** One attempt failed. */
export interface FailedAttempt {
  readonly error: (tries: number) => RolloutError;
  /** Whether another attempt may succeed. */
  readonly isTransient: boolean;
  /** How long the server asks to wait. */
  readonly after?: Seconds;
}

/** One attempt: its value or its error. */
export type Attempt<T> = { readonly value: T } | FailedAttempt;

export interface RetryOptions {
  readonly retries: number;
  /** For all attempts and pauses together. */
  readonly deadline: Seconds;
  /** No new attempt starts later than this; the deadline when left out. */
  readonly within?: Seconds;
  readonly clock: Clock;
  readonly signal?: AbortSignal;
}

const MIN_PAUSE: Seconds = 0.25;
const MAX_PAUSE: Seconds = 5;

/**
 * Attempts until one succeeds, fails for good, or the deadline would pass. `left` is the time the attempt may
 * take.
 */
export async function retry<T>(
  attempt: (left: Seconds) => Promise<Attempt<T>>,
  options: RetryOptions,
): Promise<T> {
  const { clock, retries, deadline, within = deadline, signal } = options;
  const begin = clock.monotonic();
  const lastStart = begin + Math.min(deadline, within);
  for (let tries = 1; ; tries++) {
    const result = await attempt(begin + deadline - clock.monotonic());
    if ('value' in result) return result.value;
    const pause = Math.max(result.after ?? 0, backoff(tries, clock.random()));
    const isLast = !result.isTransient || tries > retries || clock.monotonic() + pause >= lastStart;
    if (isLast || signal?.aborted) throw result.error(tries);
    await clock.sleep(pause, signal);
  }
}

/**
 * Doubles from MIN_PAUSE to MAX_PAUSE, less up to a half by chance, so that clients do not return together.
 */
const backoff = (tries: number, random: number): Seconds =>
  Math.min(MAX_PAUSE, MIN_PAUSE * 2 ** (tries - 1)) * (1 - random / 2);
