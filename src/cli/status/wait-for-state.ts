import type { RolloutState, RolloutStatus } from '../../control/state/rollout-status.ts';
import { fail } from '../../errors/rollout-error.ts';
import { systemClock } from '../../prometheus/system-clock.ts';
import { formatSpoken, type Seconds } from '../../text/duration.ts';

const POLL_INTERVAL: Seconds = 0.2;
/** Nothing leads out of these but a person. */
const LAST: readonly RolloutState[] = ['killed', 'completed', 'ended'];

export interface StateWait {
  /** Where it stands; undefined where that cannot be known now. */
  readonly read: () => Promise<RolloutStatus | undefined>;
  readonly name: string;
  readonly wanted: RolloutState;
  readonly timeout: Seconds;
  readonly signal: AbortSignal;
}

/** Waits until a rollout is in a state. Throws ROLLOUT_OTHER_STATE where it is over in another or the time is, and INTERRUPTED. */
export async function waitForState({ read, name, wanted, timeout, signal }: StateWait): Promise<void> {
  const end = systemClock.monotonic() + timeout;
  for (;;) {
    const present = (await read())?.state;
    if (present === wanted) return;
    if (signal.aborted) throw fail('INTERRUPTED', {});
    const isOver = present !== undefined && LAST.includes(present);
    if (isOver || systemClock.monotonic() >= end) {
      const when = isOver ? 'and stays that' : `after ${formatSpoken(timeout)}`;
      const state = spoken(present ?? 'out_of_reach');
      throw fail('ROLLOUT_OTHER_STATE', { name, state, wanted: spoken(wanted), when });
    }
    await systemClock.sleep(POLL_INTERVAL, signal);
  }
}

const spoken = (state: string): string => state.replaceAll('_', ' ');
