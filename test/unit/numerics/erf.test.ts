import { describe, expect, it } from 'vitest';
import { erf, erfc, erfcinv, erfinv } from '../../../src/numerics/erf.ts';

const isNear = (got: number, expected: number, within: number) =>
  expect(Math.abs(got - expected)).toBeLessThanOrEqual(within * Math.abs(expected));

describe('erf and erfc', () => {
  it.each([
    [-2.2, -0.9981371537020182, 1.9981371537020181],
    [0.3, 0.3286267594591274, 0.6713732405408726],
    [1.49, 0.9648978648432042, 0.03510213515679579],
    [1.51, 0.9672767481287117, 0.03272325187128836],
    [2.7, 0.9998656672600594, 0.00013433273994052422],
    [5.5, 0.9999999999999927, 7.357847917974398e-15],
  ])('of %s are %s and %s', (x, expected, complement) => {
    isNear(erf(x), expected, 1e-15);
    isNear(erfc(x), complement, 1e-14);
  });

  it('go to their limits', () => {
    expect([erf(0), erf(30), erf(-30), erfc(30), erfc(-30), erf(Number.NaN), erfc(Number.NaN)]).toEqual([
      0,
      1,
      -1,
      0,
      2,
      Number.NaN,
      Number.NaN,
    ]);
  });
});

describe('their inverses', () => {
  it.each([-0.9999, -0.7, -0.3, 1e-12, 0.2, 0.5, 0.51, 0.95, 0.999999])('come back to %s', (y) => {
    isNear(erf(erfinv(y)), y, 1e-15);
    isNear(erfc(erfcinv(1 - y)), 1 - y, 1e-13);
  });

  it.each([1e-5, 1e-20, 1e-100, 1e-300])('reach far into the tail: %s', (y) =>
    isNear(erfc(erfcinv(y)), y, 1e-12),
  );

  it('are infinite at the ends and NaN beyond', () => {
    expect([erfinv(1), erfinv(-1), erfinv(1.1), erfinv(Number.NaN)]).toEqual([
      Number.POSITIVE_INFINITY,
      Number.NEGATIVE_INFINITY,
      Number.NaN,
      Number.NaN,
    ]);
    expect([erfcinv(0), erfcinv(2), erfcinv(-0.1), erfcinv(Number.NaN)]).toEqual([
      Number.POSITIVE_INFINITY,
      Number.NEGATIVE_INFINITY,
      Number.NaN,
      Number.NaN,
    ]);
  });
});
