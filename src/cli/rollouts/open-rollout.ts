import { openStored, type StoredRollout } from '../../control/commands/stored-rollout.ts';
import { openWorld } from '../../control/open-world.ts';
import { diagnostic } from '../../errors/rollout-error.ts';
import type { IO } from '../io.ts';
import { openState, type StateFlags } from '../state-dir.ts';

/** A rollout of the state that the flag, the environment or the XDG convention names. Throws ROLLOUT_UNKNOWN and ROLLOUT_STATE. */
export const openRollout = async (
  { name, state }: StateFlags & { readonly name: string },
  io: Pick<IO, 'env' | 'cwd'>,
): Promise<StoredRollout> => openStored(await openState({ state }, io), name);

/** The same, to be killed: a state that cannot be trusted is said, and used all the same. */
export const openToKill = async (
  { name, state }: StateFlags & { readonly name: string },
  io: Pick<IO, 'env' | 'cwd' | 'report'>,
): Promise<StoredRollout> =>
  openStored(await openState({ state }, io), name, (problem) => {
    io.report([diagnostic('KILL_UNSAFE', { why: problem.message })]);
  });

/** The real world, with relative files in a directory. */
export const worldOf =
  ({ env }: Pick<IO, 'env'>) =>
  (directory: string) =>
    openWorld({ directory, env });
