import { acknowledge, confirm, forget, lower, raise } from '../record/controller-writes.ts';
import type { RolloutRecord } from '../record/record.ts';

/** What decides which change of the record is due. */
export interface WriteState {
  readonly record: RolloutRecord;
  readonly want: number;
  readonly asked: number;
  readonly mayRaise: () => boolean;
  /** Every actuator has confirmed `want`, or was put below it by somebody else. */
  readonly isConfirmed: boolean;
  readonly isUnderWay: boolean;
  /** Targets with a call that may still land. */
  readonly late: readonly string[];
  /** Leases that were lost, and of which no call can land any more. */
  readonly gone: readonly string[];
}

export interface NextWrite {
  readonly record: RolloutRecord;
  readonly isRaise: boolean;
}

/** The one change that is due first: towards less before towards more. */
export function nextWrite(state: WriteState): NextWrite | undefined {
  const record = loweringWrite(state);
  if (record) return { record, isRaise: false };
  const { asked, want, mayRaise } = state;
  if (asked > want && mayRaise()) return { record: raise(state.record, asked), isRaise: true };
  return undefined;
}

function loweringWrite(state: WriteState): RolloutRecord | undefined {
  const { record, want, isConfirmed, isUnderWay, late, gone } = state;
  const isAbove = Math.max(record.target, record.ceiling) > want;
  if (isConfirmed && isAbove) return confirm(record, want);
  if (record.target > want) return lower(record, want);
  const isUnacknowledged = record.killed && !record.killed.acknowledged;
  if (isUnacknowledged && !isUnderWay) return acknowledge(record, late);
  if (gone.length > 0) return forget(record, gone);
  return undefined;
}
