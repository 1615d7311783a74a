import type { TickClock } from '../source/source.ts';
import type { Seconds } from '../text/duration.ts';
import type { Moment } from '../text/time.ts';

/** The longest time without a poll. */
const POLL_INTERVAL: Seconds = 0.25;

export interface PollOptions {
  readonly clock: TickClock;
  readonly poll: () => void;
  readonly signal?: AbortSignal;
}

/** Waits for a moment, and polls on the way; ends early when the signal fires. */
export async function pollUntil(moment: Moment, { clock, poll, signal }: PollOptions): Promise<void> {
  for (let left = moment - clock.now(); left > 0; left = moment - clock.now()) {
    if (signal?.aborted) return;
    await clock.sleep(Math.min(left, POLL_INTERVAL), signal);
    if (!signal?.aborted) poll();
  }
}

/** Waits for a promise, and polls on the way. Throws what it or a poll throws first. */
export async function pollWhile(pending: Promise<void>, { clock, poll }: PollOptions): Promise<void> {
  const done = new AbortController();
  const end = { clock, poll, signal: done.signal };
  try {
    await Promise.race([pending, pollUntil(Number.POSITIVE_INFINITY, end)]);
  } finally {
    done.abort();
  }
}
