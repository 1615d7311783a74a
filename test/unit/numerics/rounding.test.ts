import { expect, it } from 'vitest';
import { halfAwayFromZero, halfToEven } from '../../../src/numerics/rounding.ts';

it.each([
  [0.5, 1, 0],
  [1.5, 2, 2],
  [2.5, 3, 2],
  [-0.5, -1, -0],
  [-2.5, -3, -2],
  [2.4, 2, 2],
  [0.49999999999999994, 0, 0],
  [4503599627370497.5, 4503599627370498, 4503599627370498],
  [9007199254740993, 9007199254740992, 9007199254740992],
  [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY],
  [Number.NaN, Number.NaN, Number.NaN],
])('%s rounds to %s, or %s to even', (x, away, even) => {
  expect([halfAwayFromZero(x), halfToEven(x)]).toEqual([away, even]);
});
