import { expect, test } from 'vitest';
import { newRecord, withChange } from '../../../../src/control/record/record.ts';

test('a new rollout is off, and not started', () => {
  const { target, ceiling, killed, started, number, attempt } = newRecord('checkout', 'plan-1');
  expect({ target, ceiling, killed, started, number, attempt }).toEqual({
    target: 0,
    ceiling: 0,
    killed: null,
    started: false,
    number: 1,
    attempt: 1,
  });
});

test('every change adds 1 to the number and keeps the rest', () => {
  const record = newRecord('checkout', 'plan-1');
  expect(withChange(record, { paused: true })).toEqual({ ...record, paused: true, number: 2 });
});
