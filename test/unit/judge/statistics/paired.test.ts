import { describe, expect, it } from 'vitest';
import { shareDifference } from '../../../../src/judge/statistics/paired.ts';
import { wilson } from '../../../../src/judge/statistics/wilson.ts';
import { studentQuantile } from '../../../../src/numerics/student.ts';

const terms = { horizon: 1000, window: 0, isMemoryLong: false };
const paired = (of: (i: number) => readonly [boolean, boolean]) => {
  const starts = Array.from({ length: 100 }, (_, i) => i);
  const both = starts.map(of);
  return { starts, ends: starts.map((i) => i + 1), a: both.map(([a]) => a), b: both.map(([, b]) => b) };
};

describe('the difference of two shares in pairs', () => {
  it('is p10 - p01, the intervals of both joined in squares', () => {
    // 20 pairs in which only A hit, 5 in which only B did, 10 in which both did.
    const sample = paired((i) => [i < 30, i < 10 || i >= 95]);
    const { value, interval } = shareDifference(sample, terms)!;
    const z = studentQuantile(0.975, 99);
    const [l10, u10] = wilson(0.2, 100, z);
    const [l01, u01] = wilson(0.05, 100, z);
    expect(value).toBeCloseTo(0.15, 12);
    expect(interval![0]).toBeCloseTo(0.15 - Math.hypot(0.2 - l10, u01 - 0.05), 12);
    expect(interval![1]).toBeCloseTo(0.15 + Math.hypot(u10 - 0.2, 0.05 - l01), 12);
  });

  it('is 0 with an interval around it where both are the same', () => {
    const { value, interval } = shareDifference(
      paired((i) => [i % 3 === 0, i % 3 === 0]),
      terms,
    )!;
    expect(value).toBe(0);
    expect(interval![0]).toBeCloseTo(-0.0379, 4);
    expect(interval![1]).toBeCloseTo(0.0379, 4);
  });

  it('turns its sign with the sides', () => {
    const there = shareDifference(
      paired((i) => [i < 30, i >= 95]),
      terms,
    )!;
    const back = shareDifference(
      paired((i) => [i >= 95, i < 30]),
      terms,
    )!;
    expect(back.interval![0]).toBeCloseTo(-there.interval![1], 12);
  });

  it('has no interval where readings remember for too long, and is nothing without a pair', () => {
    expect(
      shareDifference(
        paired(() => [true, false]),
        { ...terms, isMemoryLong: true },
      )!.interval,
    ).toBeNull();
    expect(shareDifference({ starts: [], ends: [], a: [], b: [] }, terms)).toBeUndefined();
  });
});
