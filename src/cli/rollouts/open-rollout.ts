import { openStored, type StoredRollout } from '../../control/commands/stored-rollout.ts';
import { openWorld } from '../../control/open-world.ts';
import { stateDir } from '../../control/state-directory.ts';
import type { IO } from '../io.ts';
import type { StateFlags } from '../state-dir.ts';

/** A rollout of the state directory that the flag, the environment or the XDG convention names. Throws ROLLOUT_UNKNOWN and ROLLOUT_STATE. */
export const openRollout = (
  { name, state }: StateFlags & { readonly name: string },
  { env }: Pick<IO, 'env'>,
): StoredRollout => openStored(stateDir(state, env), name);

/** The real world, with relative files in a directory. */
export const worldOf =
  ({ env }: Pick<IO, 'env'>) =>
  (directory: string) =>
    openWorld({ directory, env });
