import { expect, test } from 'vitest';
import { foldsOf } from '../../../../src/judge/tune/folds.ts';

test('four folds forward in time: tuned before, judged one horizon and the longest window behind', () => {
  const starts = { count: 96, every: 10, horizon: 50 };
  expect(foldsOf(starts, { ticks: 1000, window: 25 })).toEqual([
    { tuned: { from: 0, to: 20 }, judged: { from: 28, to: 40 }, ticks: 200 },
    { tuned: { from: 0, to: 40 }, judged: { from: 48, to: 60 }, ticks: 400 },
    { tuned: { from: 0, to: 60 }, judged: { from: 68, to: 80 }, ticks: 600 },
    { tuned: { from: 0, to: 80 }, judged: { from: 88, to: 96 }, ticks: 800 },
  ]);
});

test('a fold without a start to judge on is left out', () => {
  expect(foldsOf({ count: 10, every: 10, horizon: 20 }, { ticks: 110, window: 5 })).toEqual([]);
  expect(
    foldsOf({ count: 9, every: 10, horizon: 20 }, { ticks: 110, window: 0 }).map(({ judged }) => judged),
  ).toEqual([]);
});
