import { reasonOf } from '../../disk/reasons.ts';
import { fail } from '../../errors/rollout-error.ts';
import { newRecord, type RolloutRecord } from '../record/record.ts';
import type { Frozen } from '../state/frozen.ts';
import type { RolloutStorage } from '../state/state.ts';

/** A rollout in a state, ready to be led. */
export interface OpenedState {
  readonly storage: RolloutStorage;
  /** What it was frozen as when it was run first. */
  readonly frozen: Frozen;
}

/** Opens what a state has of a rollout, or makes it. Throws ROLLOUT_STATE. */
export async function openRolloutState(storage: RolloutStorage, frozen: Frozen): Promise<OpenedState> {
  await storage.prepare();
  try {
    const kept = (await frozenBefore(storage)) ?? (await freezeNow(storage, frozen));
    await storage.createRecord(newRecord(kept.rollout, kept.plan));
    await readRecord(storage, kept.plan);
    return { storage, frozen: kept };
  } catch (problem) {
    if (problem instanceof Error && 'diagnostics' in problem) throw problem;
    throw fail('ROLLOUT_STATE', { directory: storage.place, why: reasonOf(problem) }, {}, problem);
  }
}

/** What it was frozen as before. Throws ROLLOUT_STATE where that cannot be read. */
export async function frozenBefore(storage: RolloutStorage): Promise<Frozen | undefined> {
  const { place: directory, frozenPlace } = storage;
  const read = await storage.readFrozen();
  if (read.kind === 'missing') return undefined;
  if (read.kind === 'frozen') return read.frozen;
  throw fail('ROLLOUT_STATE', { directory, why: `${frozenPlace}: ${read.why}`, fix: WAY_ON });
}

async function freezeNow(storage: RolloutStorage, frozen: Frozen): Promise<Frozen> {
  await storage.writeFrozen(frozen);
  return frozen;
}

/** A record of another plan raises nothing. Throws ROLLOUT_STATE. */
export async function readRecord(storage: RolloutStorage, plan: string): Promise<RolloutRecord> {
  const record = await readAnyRecord(storage);
  if (record.plan === plan) return record;
  const why = 'its record is of another policy: another one was being taken';
  throw fail('ROLLOUT_STATE', {
    directory: storage.place,
    why,
    fix: 'take it again, with `rollout run --replan`',
  });
}

/** A record of a newer format or with a wrong sum raises nothing. Throws ROLLOUT_STATE. */
export async function readAnyRecord({ store, place: directory }: RolloutStorage): Promise<RolloutRecord> {
  const found = await store.read();
  if (found.kind === 'found') return found.value;
  throw fail('ROLLOUT_STATE', { directory, why: `its record: ${found.why}`, fix: WAY_ON });
}

const WAY_ON =
  'nothing is raised from it; `rollout kill NAME` works all the same, and after that the directory may be removed to begin anew';
