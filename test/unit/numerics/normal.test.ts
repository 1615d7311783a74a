import { expect, it } from 'vitest';
import { normalBelow } from '../../../src/numerics/normal.ts';

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
