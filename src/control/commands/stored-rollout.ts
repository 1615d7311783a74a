import { statSync } from 'node:fs';
import { reasonOf } from '../../disk/reasons.ts';
import { fail } from '../../errors/rollout-error.ts';
import { suggest } from '../../text/suggest.ts';
import { processStart } from '../process-start.ts';
import { DirectoryStore } from '../state/directory-store.ts';
import { type ReadFrozen, readFrozen } from '../state/frozen-file.ts';
import { thisMachine } from '../state/holder.ts';
import { isRolloutName, rolloutDirectory, rolloutNames } from '../state/rollout-directory.ts';
import { checkSafeDirectory } from '../state/safe-directory.ts';

/** A rollout of a state directory. */
export interface StoredRollout {
  readonly name: string;
  readonly directory: string;
  readonly store: DirectoryStore;
  readonly frozen: ReadFrozen;
}

/** Throws ROLLOUT_NAME. */
export function checkRolloutName(name: string): string {
  if (isRolloutName(name)) return name;
  throw fail('ROLLOUT_NAME', { got: name });
}

/** Whether a state directory has something of a rollout. */
export const isStored = (state: string, name: string): boolean =>
  statSync(rolloutDirectory(state, name), { throwIfNoEntry: false })?.isDirectory() ?? false;

/** Opens what a state directory holds of a rollout. Throws ROLLOUT_UNKNOWN and ROLLOUT_STATE. */
export function openStored(state: string, name: string): StoredRollout {
  const directory = rolloutDirectory(state, name);
  if (!isStored(state, name)) throw unknownRollout(state, name);
  const safe = checkSafeDirectory(directory);
  if (safe.kind === 'refused') throw fail('ROLLOUT_STATE', { directory, why: safe.why });
  const processes = { pid: process.pid, processStart, machine: thisMachine() };
  const store = new DirectoryStore({ directory, processes, onFault: () => {} });
  return { name, directory, store, frozen: readFrozen(directory) };
}

function unknownRollout(state: string, name: string): Error {
  return fail('ROLLOUT_UNKNOWN', { name, state, suggestion: suggest(name, namesIn(state)) });
}

/** Throws ROLLOUT_STATE where the directory cannot be listed. */
export function namesIn(state: string): readonly string[] {
  try {
    return rolloutNames(state);
  } catch (problem) {
    throw fail('ROLLOUT_STATE', { directory: state, why: reasonOf(problem) }, {}, problem);
  }
}
