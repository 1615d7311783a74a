import { describe, expect, test } from 'vitest';
import { shortestBetween, thresholdCandidates } from '../../../../src/judge/tune/candidates.ts';

const oneTo = (last: number): Float64Array => Float64Array.from({ length: last }, (_, i) => i + 1);

describe('thresholds for a criterion', () => {
  test('stand halfway between the reading at a quantile and the next, the tail in geometric steps, then beyond the largest', () => {
    // Tails 0.5, 0.5·0.2^(1/2) = 0.2236, 0.1: the readings 50, 78 and 90.
    expect(thresholdCandidates(oneTo(100), { worse: 1, effective: 10, count: 5 })).toEqual([
      50.5, 78.5, 90.5, 110, 120,
    ]);
  });

  test('the last quantile has one effective reading above it', () => {
    expect(thresholdCandidates(oneTo(100), { worse: 1, effective: 100, count: 4 })).toEqual([
      50.5, 99.5, 110, 120,
    ]);
  });

  test('where low readings are worse, at the low quantiles and under the smallest', () => {
    // 101 - 50.5, 101 - 99.5 and 1 divided by 1.05 and 1.2.
    expect(thresholdCandidates(oneTo(100), { worse: -1, effective: 100, count: 4 })).toEqual([
      0.8, 0.95, 1.5, 50.5,
    ]);
  });

  test('there are 24 at most', () => {
    const readings = Float64Array.from({ length: 20_000 }, (_, i) => 100 + 30 * Math.sin(i * i));
    expect(thresholdCandidates(readings, { worse: 1, effective: 2000 })).toHaveLength(24);
  });

  test('equal readings have no threshold between them', () => {
    const twice = Float64Array.of(1, 1, 1, 5, 5, 5);
    expect(thresholdCandidates(twice, { worse: 1, effective: 6, count: 12 })).toEqual([3, 5.3, 6]);
    expect(thresholdCandidates(Float64Array.of(5, 5), { worse: 1, effective: 2, count: 12 })).toEqual([
      5.3, 6,
    ]);
  });

  test('what is no number is left out; without readings there is none', () => {
    const gaps = Float64Array.of(Number.NaN, 1, Number.POSITIVE_INFINITY, 3, Number.NaN);
    expect(thresholdCandidates(gaps, { worse: 1, effective: 2, count: 3 })).toEqual([2, 3.2, 3.6]);
    expect(thresholdCandidates(Float64Array.of(Number.NaN), { worse: 1, effective: 1 })).toEqual([]);
    expect(thresholdCandidates(Float64Array.of(0, 0), { worse: 1, effective: 1 })).toEqual([]);
  });

  test('beyond a largest reading below zero they are nearer to zero', () => {
    expect(thresholdCandidates(Float64Array.of(-10), { worse: 1, effective: 1 })).toEqual([-9.5, -8]);
  });
});

describe('the shortest number between two others', () => {
  test.each([
    [80.1, 80.3, 80.2, 80.2],
    [80, 90, 85.17, 90 - 5],
    [0.0101, 0.0109, 0.010512, 0.0105],
    [99.5, 100.5, 100, 100],
    [1234, 1236, 1235, 1235],
    [1, 1 + Number.EPSILON, 1 + Number.EPSILON / 2, 1 + Number.EPSILON / 2],
  ])('%d .. %d, near %d: %d', (lower, upper, number, shortest) => {
    expect(shortestBetween(lower, upper, number)).toBe(shortest);
  });
});
