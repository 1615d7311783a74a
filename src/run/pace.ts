import type { LiveSource, TickClock } from '../source/source.ts';
import type { Seconds } from '../text/duration.ts';

/** The longest time without a poll. */
const POLL_INTERVAL: Seconds = 0.25;

interface PollOptions {
  readonly clock: TickClock;
  readonly poll: () => void;
  readonly signal?: AbortSignal;
}

interface TickWait {
  /** Takes what the source has to tell, a gap before the tick too. */
  readonly noteFaults: () => void;
  readonly poll: () => void;
  readonly signal?: AbortSignal;
}

/**
 * Waits until a tick is due, and begins it; polls on the way, after ticks that are too late were dropped: what a poll finds
 * is of none of them. Ends early when the signal fires.
 */
export async function waitForTick(
  tick: number,
  { clock, pacer }: LiveSource,
  { noteFaults, poll, signal }: TickWait,
): Promise<void> {
  while (!signal?.aborted) {
    const left = pacer.left(tick);
    noteFaults();
    poll();
    if (left <= 0 && !signal?.aborted) {
      pacer.begin();
      return;
    }
    await clock.sleep(Math.min(left, POLL_INTERVAL), signal);
  }
}

/** Waits for readings, and polls on the way while the clocks are steady. Throws what they or a poll throw first. */
export async function pollWhile(
  pending: Promise<void>,
  { clock, pacer }: LiveSource,
  poll: () => void,
): Promise<void> {
  const done = new AbortController();
  const pollSteady = () => {
    if (pacer.isSteady()) poll();
  };
  try {
    await Promise.race([pending, pollForEver({ clock, poll: pollSteady, signal: done.signal })]);
  } finally {
    done.abort();
  }
}

async function pollForEver({ clock, poll, signal }: Required<PollOptions>): Promise<void> {
  while (!signal.aborted) {
    await clock.sleep(POLL_INTERVAL, signal);
    if (!signal.aborted) poll();
  }
}
