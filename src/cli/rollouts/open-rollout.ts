import { openStored, type StoredRollout } from '../../control/commands/stored-rollout.ts';
import { openWorld } from '../../control/open-world.ts';
import type { IO } from '../io.ts';
import { openState, type StateFlags } from '../state-dir.ts';

/** A rollout of the state that the flag, the environment or the XDG convention names. Throws ROLLOUT_UNKNOWN and ROLLOUT_STATE. */
export const openRollout = async (
  { name, state }: StateFlags & { readonly name: string },
  io: Pick<IO, 'env' | 'cwd'>,
): Promise<StoredRollout> => openStored(await openState({ state }, io), name);

/** The real world, with relative files in a directory. */
export const worldOf =
  ({ env }: Pick<IO, 'env'>) =>
  (directory: string) =>
    openWorld({ directory, env });
