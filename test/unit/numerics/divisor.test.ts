import { expect, test } from 'vitest';
import { greatestDivisor, leastMultiple } from '../../../src/numerics/divisor.ts';

test.each([
  [12, 18, 6, 36],
  [7, 5, 1, 35],
  [60, 86_400, 60, 86_400],
  [86_400e9, 60e9, 60e9, 86_400e9],
])('%d and %d', (a, b, divisor, multiple) => {
  expect(greatestDivisor(a, b)).toBe(divisor);
  expect(leastMultiple(a, b)).toBe(multiple);
});

test('a number and 0 have the number as divisor', () => expect(greatestDivisor(9, 0)).toBe(9));
