import { expect, it } from 'vitest';
import { normalBelow, normalQuantile } from '../../../src/numerics/normal.ts';

it.each([
  [0, 0.5],
  [1, 0.841344746068542949],
  [-1, 0.158655253931457051],
  [1.959963984540054, 0.975],
  [-8, 6.220960574271786e-16],
])('of %d is %d', (z, expected) => {
  expect(normalBelow(z) / expected).toBeCloseTo(1, 12);
});

it.each([
  [Number.POSITIVE_INFINITY, 1],
  [Number.NEGATIVE_INFINITY, 0],
  [Number.NaN, Number.NaN],
])('of %d is %d', (z, expected) => {
  expect(normalBelow(z)).toBe(expected);
});

it.each([
  [0.5, 0],
  [0.975, 1.959963984540054],
  [0.1, -1.2815515655446004],
  [0.9875, 2.241402727604947],
  [1e-10, -6.361340902404056],
])('the quantile at %d is %d', (share, expected) => {
  expect(normalQuantile(share)).toBeCloseTo(expected, 11);
});

it('the quantile is infinite at 0 and 1', () => {
  expect([0, 1].map(normalQuantile)).toEqual([Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]);
});
