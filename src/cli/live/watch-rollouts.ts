import type { RolloutStatus } from '../../control/state/rollout-status.ts';
import type { IO } from '../io.ts';
import { openRolloutView } from './open-rollout-view.ts';
import { untilAborted } from './until-aborted.ts';

export interface WatchOptions {
  readonly read: () => Promise<readonly RolloutStatus[]>;
  /** As the flag of the commands names it. */
  readonly state: string | undefined;
  /** Said at first. */
  readonly remark: string;
}

/** Watches rollouts on the terminal of stdout until the reader quits; the exit code, undefined without such a terminal. */
export async function watchRollouts(
  { read, state, remark }: WatchOptions,
  io: IO,
): Promise<number | undefined> {
  const done = new AbortController();
  const view = await openRolloutView({
    io,
    stream: 'stdout',
    state,
    read,
    waiting: 'no rollout is there',
    quit: () => done.abort(),
  });
  if (!view) return undefined;
  if (remark !== '') view.say(remark);
  await untilAborted(AbortSignal.any([done.signal, io.interrupted]));
  view.close();
  await view.requests.killed(io.interrupted);
  return io.interrupted.aborted ? 130 : 0;
}
