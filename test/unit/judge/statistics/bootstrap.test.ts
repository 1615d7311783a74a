import { describe, expect, it } from 'vitest';
import { meanInterval } from '../../../../src/judge/statistics/bootstrap.ts';
import { noise } from '../../../../src/source/scenario/noise.ts';

describe('the interval of a mean by blocks', () => {
  it('is the mean alone where nothing varies', () => {
    expect(meanInterval(new Array(40).fill(2), 4, 1)).toEqual([2, 2]);
  });

  it('is null under 4 blocks', () => {
    const values = Array.from({ length: 40 }, (_, i) => i % 3);
    expect(meanInterval(values, 11, 1)).toBeNull();
    expect(meanInterval(values, 10, 1)).not.toBeNull();
  });

  it('is the same for the same seed, another for another', () => {
    const values = Array.from({ length: 400 }, (_, i) => noise(1, 0, i));
    expect(meanInterval(values, 10, 1)).toEqual(meanInterval(values, 10, 1));
    expect(meanInterval(values, 10, 1)).not.toEqual(meanInterval(values, 10, 2));
  });

  it('is about 1.96 standard errors for independent values in many blocks', () => {
    const values = Array.from({ length: 4000 }, (_, i) => noise(1, 5, i));
    const [low, high] = meanInterval(values, 1, 3)!;
    expect((high - low) / 2 / (1.96 / Math.sqrt(4000))).toBeCloseTo(1, 1);
  });

  it('is wider by the t of few blocks', () => {
    // Four blocks of one value each, -1 or 1: draws are means of 4; their 2.5 and 97.5 percentiles are -1 and 1.
    const [low, high] = meanInterval([-1, 1, -1, 1], 1, 1)!;
    const factor = (3.182446305284263 / 1.96) * Math.sqrt(4 / 3);
    expect(low).toBeCloseTo(-factor, 10);
    expect(high).toBeCloseTo(factor, 10);
  });
});
