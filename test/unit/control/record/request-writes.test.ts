import { expect, test } from 'vitest';
import { newRecord, type Request, type RolloutRecord } from '../../../../src/control/record/record.ts';
import {
  advance,
  approve,
  end,
  isApproved,
  isUntouched,
  kill,
  pause,
  type RequestWrite,
  resetTo,
  resume,
  start,
  takeOver,
  unkill,
} from '../../../../src/control/record/request-writes.ts';

const REQUEST: Request = { id: 'r1', verb: 'x', by: 'ann', at: '2026-11-22T06:00:00Z', reason: '' };
const RUNNING: RolloutRecord = { ...newRecord('checkout', 'plan'), started: true, target: 20, ceiling: 20 };
const KILL = { acknowledged: null, confirmed: null, late: [] };
const KILLED: RolloutRecord = { ...RUNNING, killed: KILL, target: 0 };
const CONFIRMED: RolloutRecord = {
  ...KILLED,
  ceiling: 0,
  killed: { ...KILL, confirmed: 'dirty' },
  approvals: [{ step: 2, plan: 'plan', attempt: 1 }],
};

const CHANGES: readonly (readonly [string, RequestWrite, RolloutRecord, Partial<RolloutRecord>])[] = [
  ['start', start, { ...RUNNING, started: false }, { started: true }],
  ['start of one that waits for another', start, RUNNING, { started: true, attempt: 1 }],
  ['start of one that is paused', start, { ...RUNNING, paused: true }, { paused: false }],
  [
    'start of one that has ended',
    start,
    { ...RUNNING, ended: 'hold', approvals: CONFIRMED.approvals },
    { started: true, ended: null, approvals: [], attempt: 2 },
  ],
  ['pause', pause, RUNNING, { paused: true, target: 20 }],
  [
    'take-over',
    takeOver(12),
    { ...RUNNING, paused: true },
    { target: 12, ceiling: 20, resumed: 2, paused: false },
  ],
  ['take-over of more than its record says', takeOver(50), RUNNING, { target: 20 }],
  ['advance', advance, RUNNING, { advanced: 2, target: 20 }],
  ['end', end('off'), RUNNING, { ended: 'off', target: 20 }],
  ['resume', resume, { ...RUNNING, paused: true }, { paused: false, resumed: 2 }],
  ['reset', resetTo(5), RUNNING, { target: 5, ceiling: 20 }],
  ['reset to more than there is', resetTo(50), RUNNING, { target: 20 }],
  ['kill', kill, RUNNING, { target: 0, ceiling: 20, killed: KILL }],
  [
    'unkill',
    unkill,
    CONFIRMED,
    { killed: null, target: 0, ceiling: 0, started: false, approvals: [], attempt: 2 },
  ],
];

test.each(CHANGES)('%s changes the record, and notes who asked', (_, write, record, expected) => {
  const change = write(record, REQUEST);
  expect(change).toMatchObject({
    kind: 'changed',
    record: { ...expected, number: record.number + 1, requests: [REQUEST] },
  });
});

test.each(CHANGES)('%s with an id that was there changes nothing', (_, write, record) => {
  expect(write({ ...record, requests: [REQUEST] }, REQUEST)).toEqual({ kind: 'same' });
});

test.each([
  ['unkill before the kill is confirmed', unkill, KILLED, 'its kill is not confirmed yet'],
  ['start while it is killed', start, KILLED, 'it is killed'],
  ['advance while it is killed', advance, KILLED, 'it is killed'],
  ['advance before the start', advance, { ...RUNNING, started: false }, 'it is not started'],
  ['advance after the end', advance, { ...RUNNING, ended: 'off' }, 'it has ended'],
  ['advance while paused', advance, { ...RUNNING, paused: true }, 'it is paused'],
  ['pause after the end', pause, { ...RUNNING, ended: 'hold' }, 'it has ended'],
  ['resume after the end', resume, { ...RUNNING, ended: 'hold' }, 'it has ended'],
  ['take-over after the end', takeOver(5), { ...RUNNING, ended: 'hold' }, 'it has ended'],
  ['approval after the end', approve(1), { ...RUNNING, ended: 'hold' }, 'it has ended'],
] as const)('%s is refused', (_, write, record, why) => {
  expect(write(record, REQUEST)).toEqual({ kind: 'refused', why });
});

test.each([
  ['kill', kill, KILLED],
  ['unkill', unkill, RUNNING],
  ['pause', pause, { ...RUNNING, paused: true }],
  ['end', end('off'), { ...RUNNING, ended: 'hold' }],
] as const)('%s of what is so already changes nothing', (_, write, record) => {
  expect(write(record, REQUEST)).toEqual({ kind: 'same' });
});

test('an approval counts for its step, plan and attempt', () => {
  const change = approve(3)(RUNNING, REQUEST);
  const record = change.kind === 'changed' ? change.record : RUNNING;
  expect(isApproved(record, 3)).toBe(true);
  expect(isApproved(record, 2)).toBe(false);
  expect(isApproved({ ...record, plan: 'other' }, 3)).toBe(false);
  expect(isApproved({ ...record, attempt: 2 }, 3)).toBe(false);
});

test('no more than 50 requests are kept', () => {
  let record = RUNNING;
  for (let i = 0; i < 60; i++) {
    const change = resume(record, { ...REQUEST, id: String(i) });
    if (change.kind === 'changed') record = change.record;
  }
  expect(record.requests.map(({ id }) => id)).toEqual(Array.from({ length: 50 }, (_, i) => String(i + 10)));
});

test('a rollout is untouched until it is started, reset, killed or ended; a pause leaves it as it is', () => {
  const fresh = newRecord('checkout', 'plan');
  const asked = (verb: string, times = 1): RolloutRecord => ({
    ...fresh,
    requests: Array.from({ length: times }, () => ({ ...REQUEST, verb })),
  });
  const still = [fresh, { ...fresh, number: 9, holder: 'a' }, asked('pause'), asked('approve')];
  expect(still.map(isUntouched)).toEqual([true, true, true, true]);
  const moved = [RUNNING, { ...fresh, attempt: 2 }, asked('start'), asked('reset'), asked('pause', 50)];
  expect(moved.map(isUntouched)).toEqual([false, false, false, false, false]);
});
