import { statSync } from 'node:fs';
import { fail } from '../../errors/rollout-error.ts';
import { claimTargets, ownerOf, releaseTargets } from './claims.ts';
import { DirectoryStorage } from './directory-storage.ts';
import { inState } from './in-state.ts';
import { rolloutDirectory, rolloutNames } from './rollout-directory.ts';
import { makeSafeDirectory, safetyFault, throwIfUnsafe } from './safe-directory.ts';
import type { State } from './state.ts';

/** Rollouts in the folders of a directory of this machine. */
export const directoryState = (place: string): State => ({
  place,
  exists: () => inState(place, async () => isThere(place)),
  names: async () => rolloutNames(place),
  has: (name) => inState(place, async () => isDirectory(rolloutDirectory(place, name))),
  rollout: (name) => new DirectoryStorage(name, rolloutDirectory(place, name)),
  fault: async () => safetyFault(place),
  prepare: async () => throwIfUnsafe(place, makeSafeDirectory(place)),
  ownerOf: async (target) => ownerOf(place, target),
  claimTargets: async (rollout, targets) => claimTargets(place, rollout, targets),
  releaseTargets: async (rollout, targets) => releaseTargets(place, rollout, targets),
  close: () => {},
});

/** Throws ROLLOUT_STATE for something else of its name. */
function isThere(directory: string): boolean {
  const found = statSync(directory, { throwIfNoEntry: false });
  if (found && !found.isDirectory()) throw fail('ROLLOUT_STATE', { directory, why: 'it is not a directory' });
  return found !== undefined;
}

const isDirectory = (path: string): boolean =>
  statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
