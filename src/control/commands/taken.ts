import type { RolloutError } from '../../errors/rollout-error.ts';
import type { Seconds } from '../../text/duration.ts';
import type { ControlClock } from '../controller/clock.ts';
import type { StoredRollout } from './stored-rollout.ts';

const POLL_INTERVAL: Seconds = 0.05;

/**
 * `taken`: its controller has written it into the journal; `waiting`: not yet; `nobody`: none runs that could; `lost`: who
 * was asked does not answer any more.
 */
export type Taking =
  | { readonly kind: 'lost'; readonly problem: RolloutError }
  | { readonly kind: 'taken' }
  | { readonly kind: 'waiting'; readonly holder: string }
  | { readonly kind: 'nobody' };

export interface TakenWait {
  readonly id: string;
  readonly timeout: Seconds;
  readonly clock: ControlClock;
  readonly signal: AbortSignal;
}

/** Waits until the controller of a rollout has taken a request, or nobody is there who could. */
export async function waitUntilTaken(stored: StoredRollout, options: TakenWait): Promise<Taking> {
  const { id, timeout, clock, signal } = options;
  const end = clock.monotonic() + timeout;
  for (;;) {
    const found = await stored.store.holder();
    if (await stored.storage.isJournalled(id)) return { kind: 'taken' };
    const holder = found.kind === 'found' ? found.value : 'unknown';
    if (holder === null) return { kind: 'nobody' };
    if (clock.monotonic() >= end || signal.aborted) return { kind: 'waiting', holder };
    await clock.sleep(POLL_INTERVAL, signal);
  }
}
