import type { Seconds } from '../text/duration.ts';
import type { Moment } from '../text/time.ts';
import type { RunningState } from './running-state.ts';
import type { Store } from './store.ts';

const POLL_INTERVAL: Seconds = 0.05;

export interface AppliedWait {
  readonly store: Store;
  readonly policy: string;
  /** Whether a run says that it took what it was asked for. */
  readonly isApplied: (state: RunningState) => boolean;
  readonly timeout: Seconds;
  /** Ends the wait where no simulation of the policy runs. */
  readonly onlyWhileRunning: boolean;
  readonly now: () => Moment;
  /** Ends the wait. */
  readonly signal: AbortSignal;
}

/** Waits until the running simulations of a policy report that they took it; those that do, maybe none. */
export async function waitUntilApplied(options: AppliedWait): Promise<readonly RunningState[]> {
  const { store, policy, isApplied, onlyWhileRunning, now, signal } = options;
  const end = now() + options.timeout;
  for (;;) {
    const running = store.running(policy);
    const applied = running.filter(isApplied);
    const isOver = now() >= end || signal.aborted || (onlyWhileRunning && running.length === 0);
    const isEverywhere = applied.length > 0 && applied.length === running.length;
    if (isEverywhere || isOver) return applied;
    await new Promise((resolve) => setTimeout(resolve, POLL_INTERVAL * 1000));
  }
}
