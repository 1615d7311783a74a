import { expect, it } from 'vitest';
import { betaBelow } from '../../../src/numerics/beta.ts';

// I_x(1, b) = 1 - (1-x)^b, I_x(a, 1) = x^a, I_x(1/2, 1/2) = 2/pi asin(sqrt(x)), I_x(2, 3) = 6x² - 8x³ + 3x⁴.
it.each([
  [0.3, 1, 5, 1 - 0.7 ** 5],
  [0.3, 5, 1, 0.3 ** 5],
  [0.9, 5, 1, 0.9 ** 5],
  [0.25, 0.5, 0.5, 1 / 3],
  [0.2, 2, 3, 0.1808],
  [0.5, 400, 400, 0.5],
  [0, 2, 3, 0],
  [1, 2, 3, 1],
])('at %d with %d and %d is %d', (x, a, b, expected) => {
  expect(betaBelow(x, a, b)).toBeCloseTo(expected, 12);
});
