import { fail } from '../../errors/rollout-error.ts';
import { newRecord, type RolloutRecord } from '../record/record.ts';
import type { Frozen } from '../state/frozen.ts';
import { readHolder } from '../state/holder.ts';
import { inState } from '../state/in-state.ts';
import type { RolloutStorage } from '../state/state.ts';

/** A rollout in a state, ready to be led. */
export interface OpenedState {
  readonly storage: RolloutStorage;
  /** What it was frozen as when it was run first. */
  readonly frozen: Frozen;
}

/** Opens what a state has of a rollout, or makes it. Throws ROLLOUT_STATE. */
export async function openRolloutState(storage: RolloutStorage, frozen: Frozen): Promise<OpenedState> {
  const { place: directory } = storage;
  return inState(directory, async () => {
    await storage.prepare();
    const before = await frozenBefore(storage);
    const kept = before ?? (await freezeNow(storage, frozen));
    await storage.createRecord(newRecord(kept.rollout, kept.plan));
    refuseElsewhere(storage, await readRecord(storage, kept.plan));
    const why = before && (await storage.tryToWrite());
    if (why !== undefined) throw fail('ROLLOUT_STATE', { directory, why });
    return { storage, frozen: kept };
  });
}

/** A directory serves the processes of one machine. Throws ROLLOUT_STATE. */
function refuseElsewhere(
  { store, place: directory }: RolloutStorage,
  { holder, rollout }: RolloutRecord,
): void {
  if (holder === null || !store.isElsewhere?.(holder)) return;
  const { pid } = readHolder(holder) ?? {};
  const why = `process ${pid ?? holder} of another machine or container has ${rollout}`;
  const gone = `where it is gone for good: \`rollout kill ${rollout}\`, then remove the directory`;
  const fix = `end it there, which gives it back; ${gone}; for several machines keep the state in etcd`;
  throw fail('ROLLOUT_STATE', { directory, why, fix });
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
  throw fail('ROLLOUT_STATE', { directory, why: `its record: ${found.why}`, fix: RECORD_WAY_ON });
}

const WAY_ON =
  'nothing is raised from it; `rollout kill NAME` works all the same, and after that the directory may be removed to begin anew';
const RECORD_WAY_ON =
  'nothing is raised from it; `rollout kill NAME` works all the same, and writes a damaged one anew, as killed';
