import type { RolloutStatus } from '../../control/state/rollout-status.ts';
import type { IO } from '../io.ts';
import type { PlaceFlags } from './key-requests.ts';
import { openRolloutView } from './open-rollout-view.ts';
import { untilAborted } from './until-aborted.ts';

export interface WatchOptions {
  readonly read: () => Promise<readonly RolloutStatus[]>;
  readonly place: PlaceFlags;
  /** Said at first. */
  readonly remark: string;
}

/** Watches rollouts on the terminal of stdout until the reader quits; the exit code, undefined without such a terminal. */
export async function watchRollouts(
  { read, place, remark }: WatchOptions,
  io: IO,
): Promise<number | undefined> {
  const done = new AbortController();
  const view = await openRolloutView({
    io,
    stream: 'stdout',
    place,
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
