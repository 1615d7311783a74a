import { expect, test } from 'vitest';
import { judge } from '../../../src/judge/judge.ts';
import { startNumbers } from '../../../src/judge/shard.ts';
import { historyOf } from '../../support/judged.ts';
import { latencyPlan } from '../../support/plans.ts';

const history = historyOf([Array(60).fill(60)]);
const starts = { count: 13, every: 4, horizon: 10 };

test('starts are worked through in bit-reversed order', () => {
  const outcomes = [...judge({ judged: { plan: latencyPlan() }, history, starts }, startNumbers(13))];
  expect(outcomes.map(({ healthy }) => healthy.start / 4)).toEqual([
    0, 8, 4, 12, 2, 10, 6, 1, 9, 5, 3, 11, 7,
  ]);
});

test('whoever stops on the way has the outcomes so far', () => {
  const outcomes = judge({ judged: { plan: latencyPlan() }, history, starts }, startNumbers(13));
  expect([outcomes.next(), outcomes.next()].map(({ value }) => value?.healthy)).toMatchObject([
    { start: 0, completed: 5 },
    { start: 32, completed: 5 },
  ]);
});
