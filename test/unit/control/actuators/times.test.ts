import { expect, test } from 'vitest';
import { checkTimes, timesOf } from '../../../../src/control/actuators/times.ts';

test('a target is told every 10 s, looked at every minute, and has 5 s for a call', () => {
  expect(timesOf([{}])).toEqual({ applyEvery: 10, resync: 60, settle: 600, timeout: 5 });
});

test('of several targets the most careful times count', () => {
  const fast = { apply_every: '0s', resync: '10s', settle: '1m', timeout: '1s' };
  expect(timesOf([fast])).toEqual({ applyEvery: 0, resync: 10, settle: 60, timeout: 1 });
  expect(timesOf([fast, {}])).toEqual({ applyEvery: 10, resync: 10, settle: 600, timeout: 5 });
});

test('a call of more than a third of a lease is refused', () => {
  expect(checkTimes({ timeout: '5s' })).toEqual([]);
  expect(checkTimes({ timeout: '6s' })).toEqual([
    { path: 'timeout', why: 'a call may take 5s at most, a third of the time that a lease lasts' },
  ]);
});
