import { expect, it } from 'vitest';
import { orderStatistic, orderStatistics } from '../../../../src/judge/statistics/order.ts';

const oneTo = (count: number) => Array.from({ length: count }, (_, i) => count - i);

it.each([
  [20, 50, 10],
  [21, 50, 11],
  [20, 95, 19],
  [100, 99, 99],
  [101, 99, 100],
  [340, 95, 323],
  [1, 50, 1],
])('of 1 to %d, percent %d is the ceil(q N)th: %d', (count, percent, expected) => {
  expect(orderStatistic(oneTo(count), percent)).toBe(expected);
});

it('what never happened is infinite, and counts', () => {
  const times = [3, Number.POSITIVE_INFINITY, 1, Number.POSITIVE_INFINITY];
  expect([orderStatistic(times, 50), orderStatistic(times, 95)]).toEqual([3, null]);
  expect(orderStatistics(times, [50, 95])).toEqual([3, Number.POSITIVE_INFINITY]);
});

it('of nothing is null', () => {
  expect(orderStatistic([], 50)).toBeNull();
});
