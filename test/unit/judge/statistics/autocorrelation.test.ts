import { describe, expect, it } from 'vitest';
import { memoryOf } from '../../../../src/judge/statistics/autocorrelation.ts';
import { noise } from '../../../../src/source/scenario/noise.ts';

const at = { start: 0, interval: 60 };
const series = (count: number, of: (i: number) => number) =>
  Float64Array.from({ length: count }, (_, i) => of(i));

/** A first-order autoregression with correlation exp(-lag / memory). */
function remembering(count: number, memory: number): Float64Array {
  const keep = Math.exp(-1 / memory);
  let value = noise(1, 0, 0);
  return series(count, (i) => {
    value = keep * value + Math.sqrt(1 - keep * keep) * noise(1, 1, i);
    return value;
  });
}

describe('the memory of readings', () => {
  it('is one tick where they are independent', () => {
    expect(
      memoryOf(
        series(5000, (i) => noise(1, 2, i)),
        at,
      ),
    ).toBe(1);
  });

  it('is about the one of an autoregression', () => {
    const memory = memoryOf(remembering(200_000, 30), at)!;
    expect(Math.abs(memory - 30)).toBeLessThan(4);
  });

  it('is as long where readings are missing', () => {
    const holes = remembering(200_000, 30).map((value, i) => (i % 7 < 2 ? Number.NaN : value));
    expect(Math.abs(memoryOf(holes, at)! - 30)).toBeLessThan(4);
  });

  it('is exact beyond the lags that are all looked at', () => {
    // Blocks of 200 equal readings: the correlation falls by 1/200 a tick, and is under 1/e from 127 on.
    const blocks = series(400_000, (i) => noise(3, 0, Math.floor(i / 200)));
    expect(Math.abs(memoryOf(blocks, at)! - 127)).toBeLessThan(4);
  });

  it('is none of what the hour of the day explains', () => {
    const daily = series(20 * 1440, (i) => 100 * Math.floor((i / 60) % 24) + noise(1, 3, i));
    expect(memoryOf(daily, at)).toBe(1);
  });

  it('is a large part of a history whose level changes halfway', () => {
    const count = 14 * 1440;
    const changed = series(count, (i) => (i < count / 2 ? 100 : 200) + noise(1, 4, i));
    expect(memoryOf(changed, at)!).toBeGreaterThan(count / 5);
  });

  it('is 0 for a constant, and for no reading at all', () => {
    expect([
      memoryOf(
        series(1000, () => 5),
        at,
      ),
      memoryOf(
        series(1000, () => Number.NaN),
        at,
      ),
    ]).toEqual([0, 0]);
  });
});
