import { expect, test } from 'vitest';
import type { Actuator, Reading } from '../../../../../src/control/actuators/actuator.ts';
import { checkTargets } from '../../../../../src/control/run/check/targets.ts';
import { fakeClock } from '../../../../support/fake-clock.ts';

const actuator = (target: string, reading?: Reading, fault?: string): Actuator => ({
  kind: 'any',
  target,
  flag: 'flag',
  isFencing: false,
  round: Math.floor,
  apply: () => Promise.reject(new Error('nothing is told')),
  read: reading && (async () => reading),
  check: () => fault,
});
const has = (percentage: number): Reading => ({ kind: 'percentage', percentage });

const check = async (target: number, ...actuators: readonly Actuator[]) => {
  const tried = await checkTargets({ actuators, target, clock: fakeClock(), limit: 5 });
  return tried.map(({ target: one }) => one);
};

test('what a run would tell first is what its record says, rounded, or what a target has where that is less', async () => {
  const found = await check(43.7, actuator('a', has(43)), actuator('b', has(20)), actuator('c'));
  expect(found.map(({ name, in_force, would_be_told }) => [name, in_force, would_be_told])).toEqual([
    ['a', 43, 20],
    ['b', 20, 20],
    ['c', null, 20],
  ]);
});

test('one that has more than a new rollout is told 0', async () => {
  expect(await check(0, actuator('a', has(100)))).toEqual([
    { kind: 'any', name: 'a', in_force: 100, would_be_told: 0, fault: null },
  ]);
});

test('one that cannot be read, or would refuse a call, has the reason', async () => {
  const unreadable: Reading = { kind: 'unreadable', why: 'the flag is disabled' };
  const found = await check(0, actuator('a', unreadable), actuator('b', has(0), 'no program'));
  expect(found.map(({ fault }) => fault)).toEqual(['the flag is disabled', 'no program']);
});
