import { type Certainty, type Kill, type RolloutRecord, withChange } from './record.ts';

// What the lease holder writes. Each is written with its lease, over the record it was computed from.

/**
 * Takes the record: `inForce` is what every actuator that could be read has at most. A controller that did not release it
 * may still have a call under way. Never raises.
 */
export function take(record: RolloutRecord, holder: string, inForce: number): RolloutRecord {
  const isLeft = record.holder !== null && record.holder !== holder;
  return withChange(record, {
    holder,
    unclean: isLeft ? [...new Set([...record.unclean, record.holder])] : record.unclean,
    target: Math.min(record.target, inForce),
    killed: record.killed && { ...record.killed, acknowledged: null },
  });
}

/** Allows more: durable before any actuator is told. */
export const raise = (record: RolloutRecord, percentage: number): RolloutRecord =>
  withChange(record, { target: percentage, ceiling: Math.max(record.ceiling, percentage) });

/** Asks for less; the ceiling stays until every actuator has confirmed it. */
export const lower = (record: RolloutRecord, percentage: number): RolloutRecord =>
  withChange(record, { target: Math.min(record.target, percentage) });

/** Every actuator has confirmed the percentage: nothing above it may be in force any more. */
export const confirm = (record: RolloutRecord, percentage: number): RolloutRecord =>
  withChange(record, { target: Math.min(record.target, percentage), ceiling: percentage });

/** The holder has seen the kill and has no call under way; `late` are its calls with an unknown outcome. */
export function acknowledge(record: RolloutRecord, late: readonly string[]): RolloutRecord {
  const all = [...late, ...record.unclean];
  const killed = { ...record.killed!, acknowledged: certaintyOf(all), late: all };
  return withChange(record, { killed });
}

/** The controller leaves: its calls are answered. */
export const release = (record: RolloutRecord): RolloutRecord => withChange(record, { holder: null });

/** No call of these holders can land any more. */
export const forget = (record: RolloutRecord, holders: readonly string[]): RolloutRecord =>
  withChange(record, { unclean: record.unclean.filter((one) => !holders.includes(one)) });

/**
 * The kill is confirmed: every actuator was at 0 after the holder had acknowledged it, or, as `isHeld` says, while nobody
 * held the lease. A holder that is gone without having released it may have a call under way.
 */
export function confirmKill(record: RolloutRecord, isHeld: boolean): RolloutRecord {
  const late = isHeld ? record.killed!.late : lateWithoutHolder(record);
  const killed: Kill = { ...record.killed!, confirmed: certaintyOf(late), late };
  return withChange(record, { killed, target: 0, ceiling: 0 });
}

function lateWithoutHolder({ killed, unclean, holder }: RolloutRecord): readonly string[] {
  const gone = holder === null ? [] : [holder];
  return [...new Set([...killed!.late, ...unclean, ...gone])];
}

const certaintyOf = (late: readonly string[]): Certainty => (late.length > 0 ? 'dirty' : 'clean');
