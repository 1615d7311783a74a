import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Actuator } from '../../../src/control/actuators/actuator.ts';
import type { ControlSettings } from '../../../src/control/controller/settings.ts';
import type { RolloutRecord } from '../../../src/control/record/record.ts';

/** Short times, so that a lease lapses in a test. */
export const SCHEDULE_SETTINGS: ControlSettings = {
  callLimit: 0.5,
  retry: 0.05,
  poll: 0.05,
  resync: 0.5,
  settle: 0.5,
  margin: 0.5,
};

/** Of a lease, in seconds. */
export const SCHEDULE_LEASE = 3;

/** A call that reached the target: in the order in which it took them. */
export interface Called {
  readonly pid: number;
  readonly percentage: number;
  readonly number: number;
}

const fileOf = (directory: string): string => join(directory, 'called.ndjson');

/** All calls that the target took; a line that is being written is left out. */
export function callsIn(directory: string): Called[] {
  const lines = readFileSync(fileOf(directory), 'utf8').split('\n').slice(0, -1);
  return lines.map((line) => JSON.parse(line));
}

/** What the target has after these calls: it refuses numbers that are older than one it took, but for 0. */
export const inForce = (calls: readonly Called[]): Called =>
  calls.reduce((last, call) => (isTaken(call, last) ? after(call, last) : last), NEVER);

const after = (call: Called, last: Called): Called => ({
  ...call,
  number: Math.max(call.number, last.number),
});

const NEVER: Called = { pid: 0, percentage: 0, number: 0 };

const isTaken = ({ percentage, number }: Called, last: Called): boolean => {
  if (percentage === 0) return true;
  return number > last.number || (number === last.number && percentage <= last.percentage);
};

/** A target that writes down every call, and can be read. */
export const loggedTarget = (directory: string, pid: number): Actuator => ({
  kind: 'file',
  target: 'file',
  flag: 'flag',
  isFencing: false,
  round: (percentage) => percentage,
  apply: async ({ percentage, number }) => {
    appendFileSync(fileOf(directory), `${JSON.stringify({ pid, percentage, number })}\n`);
    return { kind: 'confirmed' };
  },
  read: async () => ({ kind: 'percentage', percentage: inForce(callsIn(directory)).percentage }),
});

/** What is not as the rules of control say, in words. */
export function brokenRules(records: readonly RolloutRecord[], calls: readonly Called[]): string[] {
  return [...recordFaults(records), ...callFaults(records, calls)];
}

function recordFaults(records: readonly RolloutRecord[]): string[] {
  return records.flatMap((record, i) => {
    const before = records[i - 1];
    if (!before) return [];
    const isTaken = record.holder !== before.holder;
    const faults: readonly (readonly [string, boolean])[] = [
      ['a record does not follow the one before', record.number !== before.number + 1],
      ['a target is above its ceiling', record.target > record.ceiling],
      ['another holder raises', isTaken && record.target > before.target],
      ['a record raises while it is killed', record.killed !== null && record.target > 0],
    ];
    return faults.flatMap(([fault, is]) => (is ? [`${fault}: record ${record.number}`] : []));
  });
}

/** A call follows a record, and tells no more than that; of a holder that lost its lease only one may come after. */
function callFaults(records: readonly RolloutRecord[], calls: readonly Called[]): string[] {
  const byNumber = new Map(records.map((record) => [record.number, record]));
  const faults: string[] = [];
  let newest = 0;
  const late = new Map<string, number>();
  for (const { pid, percentage, number } of calls) {
    const record = byNumber.get(number);
    if (percentage > (record?.target ?? 0))
      faults.push(`told ${percentage} by ${pid} after record ${number}`);
    const holder = byNumber.get(newest)?.holder ?? null;
    const isStale = percentage > 0 && number < newest && record?.holder !== holder;
    if (isStale) late.set(`${record?.holder}`, (late.get(`${record?.holder}`) ?? 0) + 1);
    newest = Math.max(newest, number);
  }
  for (const [holder, count] of late)
    if (count > 1) faults.push(`${count} calls of ${holder} without its lease`);
  return faults;
}
