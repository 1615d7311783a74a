import { describe, expect, it } from 'vitest';
import { rateOf } from '../../../../src/judge/statistics/rate.ts';

const sampleOf = (count: number, isHit: (i: number) => boolean) => {
  const starts = Array.from({ length: count }, (_, i) => i);
  return { starts, ends: starts.map((start) => start + 1), hits: starts.map(isHit) };
};
const terms = { horizon: 10, window: 0, isMemoryLong: false };

describe('a rate', () => {
  it('of half is Wilson with Student of one degree less', () => {
    // n 40: t(0.975, 39) = 2.0227.
    expect(
      rateOf(
        sampleOf(40, (i) => i % 2 === 0),
        terms,
      ),
    ).toEqual({
      count: 20,
      share: 0.5,
      independent: 40,
      n_effective: 40,
      interval: [0.347692, 0.652308],
    });
  });

  it('of nothing has an interval all the same', () => {
    const { count, interval } = rateOf(
      sampleOf(20, () => false),
      terms,
    );
    // t(0.975, 19)² / (20 + t²), t = 2.0930.
    expect([count, interval]).toEqual([0, [0, 0.179681]]);
  });

  it('has none where the history remembers for too long', () => {
    expect(
      rateOf(
        sampleOf(40, (i) => i % 2 === 0),
        { ...terms, isMemoryLong: true },
      ).interval,
    ).toBeNull();
  });

  it('has none where 4 draws or fewer count', () => {
    expect(
      rateOf(
        sampleOf(4, () => false),
        terms,
      ).interval,
    ).toBeNull();
    expect(
      rateOf(
        sampleOf(5, () => false),
        terms,
      ).interval,
    ).not.toBeNull();
  });

  it('of no rehearsal at all is nothing, without an interval', () => {
    expect(
      rateOf(
        sampleOf(0, () => false),
        terms,
      ),
    ).toEqual({
      count: 0,
      share: 0,
      independent: 0,
      n_effective: 0,
      interval: null,
    });
  });

  it('is narrower at a lower level', () => {
    const [low, high] = rateOf(
      sampleOf(40, (i) => i % 2 === 0),
      { ...terms, level: 0.8 },
    ).interval!;
    // t(0.9, 39) = 1.3036.
    expect([low, high]).toEqual([0.39906, 0.60094]);
  });
});
