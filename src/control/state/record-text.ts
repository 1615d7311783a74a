import type { RolloutRecord } from '../record/record.ts';
import { readRecord } from '../record/record-shape.ts';
import type { Found } from '../record/store.ts';
import { unseal } from './sealed.ts';

/** The record in a sealed text. */
export function recordIn(text: string): Found<RolloutRecord> {
  const unsealed = unseal(text);
  if (unsealed.kind === 'damaged') return { kind: 'unknown', why: unsealed.why };
  const read = readRecord(unsealed.value);
  if (read.kind === 'fault') return { kind: 'unknown', why: read.why };
  return { kind: 'found', value: read.record };
}
