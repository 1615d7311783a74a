import { viewsIn } from '../../control/commands/rollout-view.ts';
import type { RolloutState, RolloutStatus } from '../../control/state/rollout-status.ts';
import type { State } from '../../control/state/state.ts';
import { fail } from '../../errors/rollout-error.ts';
import { systemClock } from '../../prometheus/system-clock.ts';
import { formatSpoken, type Seconds } from '../../text/duration.ts';

const POLL_INTERVAL: Seconds = 0.2;
/** Nothing leads out of these but a person. */
const LAST: readonly RolloutState[] = ['killed', 'completed', 'ended'];

export interface StateWait {
  readonly state: State;
  readonly name: string;
  readonly wanted: RolloutState;
  readonly timeout: Seconds;
  readonly signal: AbortSignal;
}

/** Waits until a rollout is in a state. Throws ROLLOUT_OTHER_STATE where it is over in another or the time is, and INTERRUPTED. */
export async function waitForState({
  state,
  name,
  wanted,
  timeout,
  signal,
}: StateWait): Promise<RolloutStatus> {
  const end = systemClock.monotonic() + timeout;
  for (;;) {
    const [status] = await viewsIn(state, name);
    if (!status) throw fail('ROLLOUT_UNKNOWN', { name, state: state.place });
    if (status.state === wanted) return status;
    if (signal.aborted) throw fail('INTERRUPTED', {});
    const present = status.state.replaceAll('_', ' ');
    const isOver = LAST.includes(status.state);
    if (isOver || systemClock.monotonic() >= end) {
      const when = isOver ? 'and stays that' : `after ${formatSpoken(timeout)}`;
      throw fail('ROLLOUT_OTHER_STATE', { name, state: present, wanted: wanted.replaceAll('_', ' '), when });
    }
    await systemClock.sleep(POLL_INTERVAL, signal);
  }
}
