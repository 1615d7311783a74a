import { newRecord, type RolloutRecord, withChange } from '../record/record.ts';
import { kill } from '../record/request-writes.ts';
import { CHANGED, NO_ANSWER } from '../record/store.ts';
import type { KillOptions } from './kill-options.ts';

type WriteOptions = Pick<KillOptions, 'store' | 'rollout' | 'plan' | 'request' | 'note'>;

/** Tries once: the record that says the kill, or why none does. One that is damaged or gone is written anew. */
export async function writeKill(options: WriteOptions): Promise<RolloutRecord | string> {
  const found = await options.store.read();
  const isRead = found.kind === 'found';
  const record = isRead ? await writeOver(found.value, options) : await writeAnew(found.why, options);
  if (typeof record !== 'string') options.note({ kind: 'durable', record });
  return record;
}

async function writeOver(
  record: RolloutRecord,
  { store, request }: WriteOptions,
): Promise<RolloutRecord | string> {
  const change = kill(record, request);
  if (change.kind === 'refused') return change.why;
  if (change.kind === 'same') return record;
  const written = await store.write(change.record, record.number);
  if (written === 'unknown') return store.writeFault ?? NO_ANSWER;
  if (written === 'refused') return CHANGED;
  return change.record;
}

/** `why` the record could not be read. */
async function writeAnew(why: string, options: WriteOptions): Promise<RolloutRecord | string> {
  const { store, rollout, plan = '', request, note } = options;
  const record = await store.repair(newRecord(rollout, plan), (last) => {
    const change = kill({ ...last, killed: null }, request);
    return change.kind === 'changed' ? change.record : withChange(last, {});
  });
  if (typeof record !== 'string') note({ kind: 'repaired', why });
  return record;
}
