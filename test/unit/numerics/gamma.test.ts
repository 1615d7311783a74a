import { describe, expect, it } from 'vitest';
import { gamma, lgamma } from '../../../src/numerics/gamma.ts';

const isNear = (got: number, expected: number, within: number) =>
  expect(Math.abs(got - expected)).toBeLessThanOrEqual(within * Math.abs(expected));

describe('gamma', () => {
  it.each([
    [-3.7, 0.2516439959024227],
    [0.1, 9.513507698668732],
    [1.5, 0.886226925452758],
    [6.5, 287.88527781504433],
    [13.2, 795120469.0748299],
    [100.3, 3.7114818671826768e156],
    [170.5, 5.562092414560001e305],
  ])('of %s is %s', (x, expected) => isNear(gamma(x), expected, 4e-15));

  it('is the factorial of whole numbers, exactly', () => {
    expect([1, 2, 5, 19, 23].map(gamma)).toEqual([1, 1, 24, 6402373705728000, 1124000727777607680000]);
  });

  it.each([
    [0, Number.POSITIVE_INFINITY],
    [-0, Number.NEGATIVE_INFINITY],
    [-2, Number.NaN],
    [Number.NEGATIVE_INFINITY, Number.NaN],
    [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY],
    [172, Number.POSITIVE_INFINITY],
    [Number.NaN, Number.NaN],
  ])('of %s is %s', (x, expected) => {
    expect(gamma(x)).toBe(expected);
  });
});

describe('lgamma', () => {
  it.each([
    [-3.7, -1.3797399049658243],
    [0.1, 2.2527126517342055],
    [0.99, 0.005854806764709781],
    [1.5, -0.12078223763524522],
    [2.0001, 4.2281658112919945e-5],
    [7.7, 7.926541356269006],
    [30.5, 72.9534711841694],
    [1e5, 1051287.7089736569],
    [3e-321, 738.0315431303218],
    [-5e-324, 744.4400719213812],
  ])('of %s is %s', (x, expected) => isNear(lgamma(x), expected, 1e-14));

  it.each([
    [1, 0],
    [2, 0],
    [0, Number.POSITIVE_INFINITY],
    [-3, Number.POSITIVE_INFINITY],
    [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY],
    [Number.NaN, Number.NaN],
  ])('of %s is %s', (x, expected) => {
    expect(lgamma(x) + 0).toBe(expected);
  });
});
