import { statSync } from 'node:fs';
import { claimTargets, ownerOf, releaseTargets } from './claims.ts';
import { DirectoryStorage } from './directory-storage.ts';
import { rolloutDirectory, rolloutNames } from './rollout-directory.ts';
import { makeSafeDirectory, safetyFault, throwIfUnsafe } from './safe-directory.ts';
import type { State } from './state.ts';

/** Rollouts in the folders of a directory of this machine. */
export const directoryState = (place: string): State => ({
  place,
  exists: async () => isDirectory(place),
  names: async () => rolloutNames(place),
  has: async (name) => isDirectory(rolloutDirectory(place, name)),
  rollout: (name) => new DirectoryStorage(name, rolloutDirectory(place, name)),
  fault: async () => safetyFault(place),
  prepare: async () => throwIfUnsafe(place, makeSafeDirectory(place)),
  ownerOf: async (target) => ownerOf(place, target),
  claimTargets: async (rollout, targets) => claimTargets(place, rollout, targets),
  releaseTargets: async (rollout, targets) => releaseTargets(place, rollout, targets),
  close: () => {},
});

const isDirectory = (path: string): boolean =>
  statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
