import { expect, test } from 'vitest';
import { roundDown } from '../../../../src/control/actuators/rounding.ts';

test.each([
  [0.29, 2, 0.29],
  [28.999, 0, 28],
  [0.5, 0, 0],
  [99.9999, 3, 99.999],
  [100, 3, 100],
  [101, 0, 100],
  [-1, 0, 0],
  [Number.NaN, 3, 0],
])('%d with %d decimals is %d', (percentage, decimals, rounded) => {
  expect(roundDown(percentage, decimals)).toBe(rounded);
});

test('every thousandth stays what it is', () => {
  const thousandths = Array.from({ length: 100_001 }, (_, n) => n / 1000);
  expect(thousandths.filter((percentage) => roundDown(percentage, 3) !== percentage)).toEqual([]);
});
