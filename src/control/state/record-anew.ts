import type { RolloutRecord } from '../record/record.ts';
import { CHANGED, type Following, type Found } from '../record/store.ts';
import { isOfNewerRelease, recordIn } from './record-text.ts';

/** What lies where the record of a rollout should. */
export interface Remains {
  readonly found: Found<RolloutRecord>;
  /** Undefined where nothing lies there. */
  readonly text: string | undefined;
  /** No record had a higher number. */
  readonly number: number;
  /** Records that were there before, the newest first. */
  readonly older?: readonly string[];
  /** Who has the lease, where that is not in the record. */
  readonly holder?: string | null;
}

/** A lease that was lost may be in what cannot be read. */
const ANYBODY = 'whoever led it';
const MAX_PERCENTAGE = 100;

/** The record that is written over a damaged one, or why none is: it can be read by now, or a newer release wrote it. */
export function recordAnew(remains: Remains, blank: RolloutRecord, next: Following): RolloutRecord | string {
  const { found, text = '' } = remains;
  if (found.kind === 'found') return CHANGED;
  if (isOfNewerRelease(text)) return found.why;
  return next(lastKnown(remains, blank));
}

/** The record before where that is kept, else a blank one of an attempt that no record had. What may be in force is not known. */
function lastKnown({ number, older = [], holder }: Remains, blank: RolloutRecord): RolloutRecord {
  const before = older.map(recordIn).find(({ kind }) => kind === 'found');
  const last = before?.kind === 'found' ? before.value : { ...blank, attempt: Math.max(number, 1) };
  return {
    ...last,
    number,
    ceiling: MAX_PERCENTAGE,
    holder: holder ?? last.holder,
    unclean: [...new Set([...last.unclean, ANYBODY])],
  };
}
