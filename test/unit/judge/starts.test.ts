import { describe, expect, test } from 'vitest';
import { startsOf } from '../../../src/judge/starts.ts';
import { latencyPlan } from '../../support/plans.ts';

/** A ramp of 1 % at once and 100 % after so many ticks. */
const rampOf = (ticks: number) => ({
  plan: latencyPlan([
    [1, '0s'],
    [100, `${ticks}s`],
  ]),
});

describe('the horizon', () => {
  test('is three times the ticks of a rehearsal that nothing holds', () => {
    // Complete on tick 40: 40 steps forward from tick 1 on.
    expect(startsOf(rampOf(39), { ticks: 20_160, interval: 60 }).horizon).toBe(3 * 41);
  });
  test('as given, whatever the ramp', () => {
    expect(startsOf(rampOf(40), { ticks: 100, interval: 60 }, { horizon: 7 }).horizon).toBe(7);
  });
});

describe('starts', () => {
  test('all have the whole horizon before the end of the history', () => {
    const count = (ticks: number) =>
      startsOf(rampOf(40), { ticks, interval: 60 }, { every: 10, horizon: 123 }).count;
    expect([122, 123, 132, 133, 20_160].map(count)).toEqual([0, 1, 1, 2, 2004]);
  });
});

describe('the distance of starts', () => {
  const every = (ticks: number, interval: number, ramp: number) =>
    startsOf(rampOf(ramp), { ticks, interval }).every;

  test('is a thousandth of what the horizon leaves, floored to the tick', () => {
    expect([4122, 4123, 5123, 723].map((ticks) => every(ticks, 60, 39))).toEqual([3, 4, 5, 1]);
  });
  test('is at most a quarter of the fastest time to 100 %', () => {
    expect([39, 40, 42, 43].map((ramp) => every(200_000, 60, ramp))).toEqual([10, 10, 10, 11]);
  });
  test('is less by one tick until its multiples meet all 24 hours of the day', () => {
    const minutes = (every: number) => 1000 * every + 3 * 1002;
    expect([59, 60, 61, 90, 120, 160].map((wanted) => every(minutes(wanted), 60, 1000))).toEqual([
      59, 60, 61, 89, 119, 159,
    ]);
    expect(every(3000 + 3 * 102, 1800, 100)).toBe(2);
  });
  test('is one tick where no multiples meet them all', () => {
    expect(every(5000 + 3 * 102, 7200, 100)).toBe(1);
  });
  test('is a multiple of the ticks between two that have readings of all queries', () => {
    const recorded = { ticks: 20_160, interval: 60, unit: 6 };
    expect(startsOf(rampOf(40), recorded).every).toBe(6);
    expect(startsOf(rampOf(40), recorded, { every: 7 }).every).toBe(12);
  });
});
