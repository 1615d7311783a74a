import type { Request, RolloutRecord } from '../record/record.ts';
import type { RequestWrite } from '../record/request-writes.ts';
import { NO_ANSWER, type RecordStore } from '../record/store.ts';

export type Requested =
  | { readonly kind: 'written' | 'same'; readonly record: RolloutRecord }
  | { readonly kind: 'refused' | 'unknown'; readonly why: string };

const MAX_TRIES = 20;

/** Writes what somebody asks for over the record as it is at that moment. */
export async function writeRequest(
  store: RecordStore,
  write: RequestWrite,
  request: Request,
): Promise<Requested> {
  for (let left = MAX_TRIES; left > 0; left--) {
    const found = await store.read();
    if (found.kind === 'unknown') return found;
    const { value: record } = found;
    const change = write(record, request);
    if (change.kind === 'same') return { kind: 'same', record };
    if (change.kind === 'refused') return change;
    const written = await store.write(change.record, record.number);
    if (written === 'written') return { kind: 'written', record: change.record };
    if (written === 'unknown') return { kind: 'unknown', why: store.writeFault ?? NO_ANSWER };
  }
  return { kind: 'unknown', why: 'others change the record all the time' };
}
