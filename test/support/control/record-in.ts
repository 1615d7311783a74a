import type { RolloutRecord } from '../../../src/control/record/record.ts';
import type { RecordStore } from '../../../src/control/record/store.ts';

/** The record of a store; throws where there is none, or no answer. */
export async function recordIn(store: Pick<RecordStore, 'read'>): Promise<RolloutRecord> {
  const found = await store.read();
  if (found.kind === 'unknown') throw new Error(found.why);
  return found.value;
}
