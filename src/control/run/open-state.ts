import { reasonOf } from '../../disk/reasons.ts';
import { fail } from '../../errors/rollout-error.ts';
import { newRecord, type RolloutRecord } from '../record/record.ts';
import { DirectoryStore } from '../state/directory-store.ts';
import type { Frozen } from '../state/frozen.ts';
import { frozenFile, readFrozen, writeFrozen } from '../state/frozen-file.ts';
import type { Processes } from '../state/holder.ts';
import { rolloutDirectory } from '../state/rollout-directory.ts';
import { makeSafeDirectory } from '../state/safe-directory.ts';

/** A rollout in a state, ready to be led. */
export interface OpenedState {
  /** Of the rollout. */
  readonly directory: string;
  readonly store: DirectoryStore;
  /** What it was frozen as when it was run first. */
  readonly frozen: Frozen;
  /** Nobody led it before, and nobody asked anything of it. */
  readonly isNew: boolean;
}

/** Opens the state of a rollout in a directory, or makes it. Throws ROLLOUT_STATE. */
export async function openState(state: string, frozen: Frozen, processes: Processes): Promise<OpenedState> {
  const directory = rolloutDirectory(state, frozen.rollout);
  refuseUnsafe(directory);
  const store = new DirectoryStore({ directory, processes, onFault: () => {} });
  try {
    const kept = frozenBefore(directory) ?? freezeNow(directory, frozen);
    store.create(newRecord(kept.rollout, kept.plan));
    const { number } = await readRecord(store, directory, kept.plan);
    return { directory, store, frozen: kept, isNew: number === 1 };
  } catch (problem) {
    if (problem instanceof Error && 'diagnostics' in problem) throw problem;
    throw fail('ROLLOUT_STATE', { directory, why: reasonOf(problem) }, {}, problem);
  }
}

/** Makes a directory that others cannot write to. Throws ROLLOUT_STATE. */
export function refuseUnsafe(directory: string): void {
  const safe = makeSafeDirectory(directory);
  if (safe.kind === 'refused') throw fail('ROLLOUT_STATE', { directory, why: safe.why });
}

function frozenBefore(directory: string): Frozen | undefined {
  const read = readFrozen(directory);
  if (read.kind === 'missing') return undefined;
  if (read.kind === 'frozen') return read.frozen;
  throw fail('ROLLOUT_STATE', { directory, why: `${frozenFile(directory)}: ${read.why}`, fix: WAY_ON });
}

function freezeNow(directory: string, frozen: Frozen): Frozen {
  writeFrozen(directory, frozen);
  return frozen;
}

/** A record of another plan, a newer format or a wrong sum raises nothing. */
async function readRecord(store: DirectoryStore, directory: string, plan: string): Promise<RolloutRecord> {
  const found = await store.read();
  if (found.kind === 'unknown')
    throw fail('ROLLOUT_STATE', { directory, why: `its record: ${found.why}`, fix: WAY_ON });
  if (found.value.plan === plan) return found.value;
  throw fail('ROLLOUT_STATE', { directory, why: 'its record is of another policy', fix: WAY_ON });
}

const WAY_ON =
  'nothing is raised from it; `rollout kill NAME` works all the same, and after that the directory may be removed to begin anew';
