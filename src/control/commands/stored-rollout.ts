import { fail } from '../../errors/rollout-error.ts';
import { suggest } from '../../text/suggest.ts';
import type { RepairableStore } from '../record/store.ts';
import type { ReadFrozen } from '../state/frozen-file.ts';
import { inState } from '../state/in-state.ts';
import { isRolloutName } from '../state/rollout-directory.ts';
import type { RolloutStorage, State } from '../state/state.ts';

/** A rollout of a state. */
export interface StoredRollout {
  readonly name: string;
  readonly storage: RolloutStorage;
  readonly store: RepairableStore;
  readonly frozen: ReadFrozen;
}

/** Throws ROLLOUT_NAME. */
export function checkRolloutName(name: string): string {
  if (isRolloutName(name)) return name;
  throw fail('ROLLOUT_NAME', { got: name });
}

/**
 * Opens what a state holds of a rollout. One that cannot be trusted is refused, or said where somebody listens. Throws
 * ROLLOUT_UNKNOWN and ROLLOUT_STATE.
 */
export async function openStored(
  state: State,
  name: string,
  onUnsafe?: (problem: Error) => void,
): Promise<StoredRollout> {
  if (!(await state.has(name))) throw await unknownRollout(state, name);
  const storage = state.rollout(name);
  await storage.check().catch((problem) => {
    if (!onUnsafe) throw problem;
    onUnsafe(problem);
  });
  return { name, storage, store: storage.store, frozen: await storage.readFrozen() };
}

async function unknownRollout(state: State, name: string): Promise<Error> {
  const suggestion = suggest(name, await namesIn(state));
  return fail('ROLLOUT_UNKNOWN', { name, state: state.place, suggestion });
}

/** Throws ROLLOUT_STATE where the state cannot be listed. */
export const namesIn = (state: State): Promise<readonly string[]> =>
  inState(state.place, async () => state.names());
