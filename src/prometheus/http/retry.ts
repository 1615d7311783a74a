import type { RolloutError } from '../../errors/rollout-error.ts';
import type { Seconds } from '../../text/duration.ts';
import type { Clock } from '../clock.ts';

/** One attempt: its value, or the error, whether another attempt may help, and how long the server asked to wait. */
export type Attempt<T> =
  | { readonly value: T }
  | {
      readonly error: (tries: number) => RolloutError;
      readonly isTransient: boolean;
      readonly after?: Seconds;
    };

export interface RetryOptions {
  readonly retries: number;
  /** For all attempts and pauses together. */
  readonly deadline: Seconds;
  /** No new attempt starts later than this; the deadline when left out. */
  readonly within?: Seconds;
  readonly clock: Clock;
  readonly signal?: AbortSignal;
}

const FIRST: Seconds = 0.25;
const LONGEST: Seconds = 5;

/** Attempts until one succeeds, is beyond help, or the deadline would pass. `left` is the time the attempt may take. */
export async function retry<T>(
  attempt: (left: Seconds) => Promise<Attempt<T>>,
  options: RetryOptions,
): Promise<T> {
  const { clock, retries, signal } = options;
  const end = clock.now() + options.deadline;
  const last = end - options.deadline + Math.min(options.deadline, options.within ?? options.deadline);
  for (let tries = 1; ; tries++) {
    const result = await attempt(end - clock.now());
    if ('value' in result) return result.value;
    const pause = Math.max(result.after ?? 0, backoff(tries, clock.random()));
    const isLast = !result.isTransient || tries > retries || clock.now() + pause >= last;
    if (isLast || signal?.aborted) throw result.error(tries);
    await clock.sleep(pause, signal);
  }
}

/** Doubles from a quarter of a second to five, less up to a half by chance, so that clients do not return together. */
const backoff = (tries: number, random: number): Seconds =>
  Math.min(LONGEST, FIRST * 2 ** (tries - 1)) * (1 - random / 2);
