import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Change } from '../../../../src/judge/injection/change.ts';
import { changerOf } from '../../../../src/judge/injection/changer.ts';
import { ExposureLog } from '../../../../src/judge/injection/exposure-log.ts';
import { fillHeadrooms, partsUnder } from '../../../../src/judge/injection/headroom.ts';
import type { Injection } from '../../../../src/judge/injection/injection.ts';
import { injection } from '../../../support/injections.ts';

const changerLike = (one: Injection) => changerOf(one, 1, new ExposureLog(one, 1, 1));

function roomOf(reading: number, thresholds: readonly number[], one: Injection): number {
  const headrooms = new Uint8Array(3);
  const readings = { column: Float64Array.of(0, reading, 0), thresholds: Float64Array.from(thresholds) };
  fillHeadrooms(headrooms, [1, 2], { ...readings, changer: changerLike(one) });
  return headrooms[1]!;
}

describe('the headroom of a reading', () => {
  test.each<[string, number, number[], Partial<Injection>, number]>([
    ['a quarter of the effect leads to the threshold', 100, [50, 125, 150], {}, 49],
    ['on the way down', 100, [50, 25], { size: 0 }, 99],
    ['no threshold ahead', 100, [50, 99], {}, 255],
    ['a threshold behind the whole effect', 100, [201], {}, 201],
    ['far behind it', 100, [900], {}, 254],
    ['on a threshold', 100, [100], {}, 0],
    ['next to one by rounding', 0.1 + 0.2, [0.3], {}, 0],
    ['without thresholds', 100, [], {}, 255],
    ['a reading that the effect leaves', 0, [1], {}, 255],
    ['an invalid one', Number.NaN, [1], {}, 255],
    ['an infinite one', Number.POSITIVE_INFINITY, [1], {}, 0],
    ['with a baseline, which bends the way', 100, [900], { baseline: { window: 60, offset: 0 } }, 0],
  ])('%s', (_, reading, thresholds, one, expected) => {
    expect(roomOf(reading, thresholds, injection(one))).toBe(expected);
  });

  test('keeps the reading on its side of all thresholds', () => {
    const near = fc.tuple(fc.integer({ min: 0, max: 9 }), fc.constantFrom(0, 1e-15, -1e-15, 0.5, 1e-3));
    const effect = fc.record({
      operator: fc.constantFrom('x' as const, '+' as const, '=' as const),
      size: fc.constantFrom(0, 0.5, 1, 1 + 1e-12, 1.5, 3, 8),
      max: fc.constantFrom(undefined, 1, 4),
    });
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(near, fc.array(near, { maxLength: 3 }), effect, share, ([whole, part], near, effect, w) => {
        const one = injection(effect);
        const reading = whole + part;
        const thresholds = near.map(([whole, part]) => whole + part);
        const room = roomOf(reading, thresholds, one);
        const changed = new Change(one).of(reading, Math.min(1, (w * room) / 200));
        for (const threshold of thresholds)
          if (room > 0) expect(Math.sign(changed - threshold)).toBe(Math.sign(reading - threshold));
      }),
      { numRuns: 2000, seed: 5 },
    );
  });
});

describe('the parts of an effect that a reading may be under', () => {
  test.each<[string, Partial<Injection>, number[]]>([
    ['the share of the greatest percentage, rounded up', {}, [0, 1, 3, 101, 201]],
    ['nothing below from', { from: 50 }, [0, 0, 0, 101, 201]],
    ['all of an arm as soon as it is exposed', { share: { kind: 'arm' } }, [0, 200, 200, 200, 200]],
    [
      'all of a tail from its percentage on',
      { share: { kind: 'tail', percentile: 50 }, operator: '=' },
      [0, 0, 0, 200, 200],
    ],
  ])('%s', (_, one, expected) => {
    expect([...partsUnder(Float64Array.of(0, 0.3, 1, 50, 100), changerLike(injection(one)))]).toEqual(
      expected,
    );
  });

  test('an invalid percentage is none', () => {
    expect([...partsUnder(Float64Array.of(Number.NaN), changerLike(injection({})))]).toEqual([0]);
  });
});
