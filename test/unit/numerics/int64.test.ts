import fc from 'fast-check';
import { expect, it } from 'vitest';
import { shiftLeft, shiftRight, xor } from '../../../src/numerics/int64.ts';

const whole = fc
  .oneof(
    fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
    fc.integer().map(BigInt),
    fc.constantFrom(0n, 1n, -1n, 2n ** 32n, -(2n ** 32n), 2n ** 53n, -(2n ** 63n)),
  )
  .map(Number)
  .filter((value) => value < 2 ** 63);

const wrapped = (value: bigint): number => Number(BigInt.asIntN(64, value));

it('xor is that of 64-bit integers', () => {
  fc.assert(
    fc.property(whole, whole, (a, b) => {
      expect(xor(a, b)).toBe(wrapped(BigInt(a) ^ BigInt(b)));
    }),
  );
});

it('shifts are those of 64-bit integers', () => {
  fc.assert(
    fc.property(whole, fc.integer({ min: 0, max: 70 }), (a, by) => {
      expect(shiftLeft(a, by) + 0).toBe(by > 63 ? 0 : wrapped(BigInt(a) << BigInt(by)));
      expect(shiftRight(a, by) + 0).toBe(by > 63 ? 0 : wrapped(BigInt(a) >> BigInt(by)));
    }),
  );
});

it.each([
  ['NaN on either side', xor(Number.NaN, 1), Number.NaN],
  ['NaN to shift by', shiftLeft(1, Number.NaN), Number.NaN],
  ['a shift by less than 0', shiftRight(1, -1), Number.NaN],
  ['a shift by almost 0', shiftRight(8, -0.5), 8],
  ['an infinity is the greatest integer', xor(Number.POSITIVE_INFINITY, 0), 2 ** 63],
])('%s', (_, got, expected) => {
  expect(got).toBe(expected);
});
