import { describe, expect, it } from 'vitest';
import { studentQuantile } from '../../../src/numerics/student.ts';

describe('the quantile of Student', () => {
  // Tables of the distribution; 1 and 2 degrees in closed form: tan(pi (p - 1/2)), (2p - 1) sqrt(2 / (4p (1 - p))).
  it.each([
    [0.975, 1, Math.tan(Math.PI * 0.475)],
    [0.999, 1, Math.tan(Math.PI * 0.499)],
    [0.975, 2, 0.95 * Math.sqrt(2 / (4 * 0.975 * 0.025))],
    [0.6, 2, 0.2 * Math.sqrt(2 / (4 * 0.6 * 0.4))],
    [0.975, 3, 3.182446305284263],
    [0.95, 4, 2.131846786326649],
    [0.6, 5, 0.2671808657041464],
    [0.9875, 7, 2.841244248588208],
    [0.975, 10, 2.228138851986274],
    [0.995, 20, 2.845339709776814],
    [0.975, 30, 2.0422724563012373],
    [0.975, 100, 1.9839715185235525],
    [0.975, 999, 1.9623414611334487],
    [0.975, 1000, 1.9623390808264078],
    [0.975, 1e9, 1.9599639869120967],
  ])('at %d with %d degrees of freedom is %d', (share, degrees, expected) => {
    expect(studentQuantile(share, degrees) / expected).toBeCloseTo(1, 11);
  });

  it('lies between its neighbours where the degrees are not whole', () => {
    const at = [2, 2.5, 3, 3.5].map((degrees) => studentQuantile(0.975, degrees));
    expect([...at].sort((a, b) => b - a)).toEqual(at);
    expect(studentQuantile(0.975, 2.5)).toBeCloseTo(3.57465484, 7);
  });

  it('meets the expansion for many degrees where that begins', () => {
    expect(studentQuantile(0.9, 1000) / studentQuantile(0.9, 1000 - 1e-9)).toBeCloseTo(1, 11);
  });

  it('is the negative of its mirror image, and 0 in the middle', () => {
    expect(studentQuantile(0.025, 7)).toBeCloseTo(-studentQuantile(0.975, 7), 12);
    expect(studentQuantile(0.5, 7)).toBe(0);
  });

  it.each([
    [0, 3, Number.NEGATIVE_INFINITY],
    [1, 3, Number.POSITIVE_INFINITY],
    [1.1, 3, Number.NaN],
    [Number.NaN, 3, Number.NaN],
    [0.9, 0, Number.NaN],
  ])('at %d with %d degrees is %d', (share, degrees, expected) => {
    expect(studentQuantile(share, degrees)).toBe(expected);
  });
});
