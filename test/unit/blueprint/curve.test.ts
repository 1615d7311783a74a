import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CURVE_SHAPES, type CurveShape, curveFault, drawCurve } from '../../../src/blueprint/curve.ts';
import { parseDuration } from '../../../src/text/duration.ts';

const H = 3600;
const draw = (shape: CurveShape, from: number, to: number, over: number, steps: number) =>
  drawCurve({ shape, from, to, over, steps })
    .map((s) => `${s.target_accept_percentage},${s.duration}`)
    .join(' ');

describe('drawCurve', () => {
  test.each([
    ['linear', 1, 100, 4 * H, 5, '1,0s 26,1h 51,1h 75,1h 100,1h'],
    [
      'exponential',
      1,
      100,
      72 * H,
      8,
      '1,0s 1.9,10h15m 3.7,10h15m 7.2,10h15m 14,10h30m 27,10h15m 52,10h15m 100,10h15m',
    ],
    ['s-curve', 0, 100, 40 * 60, 5, '0,0s 16,10m 50,10m 84,10m 100,10m'],
    ['linear', 5, 50, 90, 2, '5,0s 50,1m30s'],
  ] as const)('%s from %d to %d over %ds in %d steps', (shape, from, to, over, steps, stages) => {
    expect(draw(shape, from, to, over, steps)).toBe(stages);
  });

  test('never goes down, starts and ends where asked, and is exactly as long as asked', () => {
    const percent = fc.integer({ min: 1, max: 99 });
    fc.assert(
      fc.property(
        fc.constantFrom(...CURVE_SHAPES),
        percent,
        fc.integer({ min: 60, max: 1e7 }),
        fc.integer({ min: 2, max: 100 }),
        (shape, from, over, steps) => {
          const stages = drawCurve({ shape, from, to: 100, over, steps });
          const percentages = stages.map((s) => s.target_accept_percentage);
          expect(percentages).toEqual([...percentages].sort((a, b) => a - b));
          expect([percentages[0], percentages.at(-1), stages.length]).toEqual([from, 100, steps]);
          expect(stages.reduce((sum, s) => sum + parseDuration(s.duration)!, 0)).toBeCloseTo(over, 6);
        },
      ),
    );
  });
});

describe('curveFault', () => {
  const good = { shape: 'exponential', from: 1, to: 100, over: 3600, steps: 8 } as const;
  test.each([
    [{}, undefined],
    [{ from: 0 }, '--from'],
    [{ from: 120 }, '--from'],
    [{ to: 1 }, '--to'],
    [{ to: 101 }, '--to'],
    [{ steps: 1 }, '--steps'],
    [{ steps: 2.5 }, '--steps'],
    [{ over: 0 }, '--over'],
    [{ over: Number.NaN }, '--over'],
  ])('%o -> %s', (change, flag) => expect(curveFault({ ...good, ...change })?.flag).toBe(flag));
});
