/**
 * Signed 64-bit integers in floats, as two halves, so that no tick allocates a BigInt. Numbers beyond the
 * range saturate, NaN stays NaN.
 */

const HALF = 2 ** 32;
const LIMIT = 2 ** 63;

const high = (value: number): number => {
  if (value >= LIMIT) return 0x7fffffff;
  return value < -LIMIT ? -0x80000000 : Math.floor(Math.trunc(value) / HALF);
};
const low = (value: number): number => {
  if (value >= LIMIT) return 0xffffffff;
  if (value < -LIMIT) return 0;
  const whole = Math.trunc(value);
  return whole - Math.floor(whole / HALF) * HALF;
};
const isNone = (a: number, b: number): boolean => Number.isNaN(a) || Number.isNaN(b);

const join = (upper: number, lower: number): number => (upper | 0) * HALF + (lower >>> 0);

/** Bitwise exclusive or, both operands truncated toward zero. */
export const xor = (a: number, b: number): number =>
  isNone(a, b) ? Number.NaN : join(high(a) ^ high(b), low(a) ^ low(b));

/** `a << by`: 0 from 64 on, NaN for a negative shift. */
export function shiftLeft(a: number, by: number): number {
  const count = Math.trunc(by);
  if (count < 0 || isNone(a, by)) return Number.NaN;
  if (count >= 64) return 0;
  if (count >= 32) return join(low(a) << (count - 32), 0);
  return count === 0
    ? join(high(a), low(a))
    : join((high(a) << count) | (low(a) >>> (32 - count)), low(a) << count);
}

/** `a >> by`, keeping the sign: 0 from 64 on, NaN for a negative shift. */
export function shiftRight(a: number, by: number): number {
  const count = Math.trunc(by);
  if (count < 0 || isNone(a, by)) return Number.NaN;
  if (count >= 64) return 0;
  if (count >= 32) return join(high(a) >> 31, high(a) >> (count - 32));
  return count === 0
    ? join(high(a), low(a))
    : join(high(a) >> count, (low(a) >>> count) | (high(a) << (32 - count)));
}
