import type { Seconds } from '../text/duration.ts';
import type { Moment } from '../text/time.ts';
import type { RunningState } from './running-state.ts';
import type { Store, StoredConfig } from './store.ts';

const POLL_INTERVAL: Seconds = 0.05;

export interface AppliedWait {
  readonly store: Store;
  readonly stored: StoredConfig;
  readonly timeout: Seconds;
  /** Ends the wait where no simulation of the policy runs. */
  readonly onlyWhileRunning: boolean;
  readonly now: () => Moment;
  /** Ends the wait. */
  readonly signal: AbortSignal;
}

/**
 * Waits until a running simulation reports that it applied this revision; the simulations that do, maybe
 * none.
 */
export async function waitUntilApplied(options: AppliedWait): Promise<readonly RunningState[]> {
  const { store, stored, onlyWhileRunning, now, signal } = options;
  const end = now() + options.timeout;
  for (;;) {
    const running = store.running(stored.policy);
    const applied = running.filter((state) => state.taken?.revision === stored.revision);
    const isOver = now() >= end || signal.aborted || (onlyWhileRunning && running.length === 0);
    if (applied.length > 0 || isOver) return applied;
    await new Promise((resolve) => setTimeout(resolve, POLL_INTERVAL * 1000));
  }
}
