import { RECORD_FORMAT, type RolloutRecord } from '../record/record.ts';
import { readRecord } from '../record/record-shape.ts';
import type { Found } from '../record/store.ts';
import { unseal } from './sealed.ts';

/** Whether a text may be a record that a newer release wrote, also where its sum is wrong. */
export function isOfNewerRelease(text: string): boolean {
  const { format } = Object(Object(unseal(text)).value) as { format?: unknown };
  return typeof format === 'number' && format > RECORD_FORMAT;
}

/** The record in a sealed text, where there is one. */
export function recordIn(text: string | undefined): Found<RolloutRecord> {
  if (text === undefined) return { kind: 'unknown', why: 'there is no record' };
  const unsealed = unseal(text);
  if (unsealed.kind === 'damaged') return { kind: 'unknown', why: unsealed.why };
  const read = readRecord(unsealed.value);
  if (read.kind === 'fault') return { kind: 'unknown', why: read.why };
  return { kind: 'found', value: read.record };
}
