import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { changerOf } from '../../../../src/judge/injection/changer.ts';
import { ExposureLog } from '../../../../src/judge/injection/exposure-log.ts';
import { type Injection, shareText } from '../../../../src/judge/injection/injection.ts';
import { NEVER } from '../../../../src/judge/outcome.ts';

import { injection } from '../../../support/injections.ts';

const INTERVAL = 60;

/** What readings become while the ramp decides these percentages; the reading of tick i is asked for after tick i has run. */
function changed(one: Partial<Injection>, accepts: readonly number[], raw: number | readonly number[] = 100) {
  const log = new ExposureLog(injection(one), INTERVAL, accepts.length);
  const changer = changerOf(injection(one), INTERVAL, log);
  log.begin();
  return accepts.map((accept, i) => {
    log.add(i, accept);
    return changer.reading(i, typeof raw === 'number' ? raw : raw[i]!);
  });
}

describe('w, the share of what a reading looks at', () => {
  const ramp = [10, 20, 30, 40, 50, 50];
  test.each<[string, Partial<Injection>, number[]]>([
    ['no window: what the tick before decided', {}, [100, 110, 120, 130, 140, 150]],
    ['a window under an interval, alike', { window: 20 }, [100, 110, 120, 130, 140, 150]],
    ['a window of an interval, alike', { window: 60 }, [100, 110, 120, 130, 140, 150]],
    ['two intervals: the mean of two ticks', { window: 120 }, [100, 105, 115, 125, 135, 145]],
    [
      'one and a half: the second tick counts half',
      { window: 90 },
      [100, 100 + 20 / 3, 100 + 50 / 3, 100 + 80 / 3, 100 + 110 / 3, 100 + 140 / 3],
    ],
    ['three intervals, 0 before the start', { window: 180 }, [100, 100 + 10 / 3, 110, 120, 130, 140]],
    ['an offset of an interval delays by a tick', { offset: 60 }, [100, 100, 110, 120, 130, 140]],
    [
      'half an interval of offset: half of each of two ticks',
      { window: 60, offset: 30 },
      [100, 105, 115, 125, 135, 145],
    ],
    ['an offset inside of one interval', { window: 20, offset: 20 }, [100, 110, 120, 130, 140, 150]],
    ['from: percentages below count 0', { from: 30 }, [100, 100, 100, 130, 140, 150]],
    ['from, in a longer window', { from: 30, window: 120 }, [100, 100, 100, 115, 135, 145]],
    ['after: two ticks from the first exposure', { after: 120 }, [100, 100, 100, 130, 140, 150]],
    ['after is rounded up to ticks', { after: 90 }, [100, 100, 100, 130, 140, 150]],
    [
      'from and after: after counts from the first tick at from',
      { from: 20, after: 60 },
      [100, 100, 100, 130, 140, 150],
    ],
  ])('%s', (_, one, expected) => {
    changed(one, ramp).forEach((reading, i) => expect(reading).toBeCloseTo(expected[i]!, 10));
  });

  test('is exactly 1 where all ticks of a long window were at 100 %, whatever was before', () => {
    const accepts = [...Array.from({ length: 1000 }, (_, i) => i / 10.7), ...Array(100).fill(100)];
    const readings = changed({ operator: '=', size: 500, window: 60 * 77 }, accepts, 3.1);
    expect(readings.slice(1077)).toEqual(Array(23).fill(500));
  });

  test('is the mean over time of what is in force, for any window and offset', () => {
    const seconds = fc.integer({ min: 0, max: 400 });
    const percentages = fc.array(fc.double({ min: 0, max: 100, noNaN: true }), {
      minLength: 1,
      maxLength: 12,
    });
    fc.assert(
      fc.property(seconds, seconds, percentages, (window, offset, accepts) => {
        const length = Math.max(window, 1);
        const readings = changed({ operator: '+', size: 100, window, offset }, accepts, 0);
        readings.forEach((reading, tick) => {
          let sum = 0;
          for (let second = 1; second <= length; second++) {
            const at = tick * INTERVAL - offset - length + second; // the second that ends here
            sum += accepts[Math.ceil(at / INTERVAL) - 1] ?? 0;
          }
          expect(reading).toBeCloseTo(sum / length, 8);
        });
      }),
    );
  });
});

describe('what a reading becomes', () => {
  test.each<[string, Partial<Injection>, number, number]>([
    ['x1.3', { size: 1.3 }, 100, 107.5],
    ['x0.5', { size: 0.5 }, 100, 87.5],
    ['+20', { operator: '+', size: 20 }, 100, 105],
    ['-20', { operator: '+', size: -20 }, 100, 95],
    ['=500', { operator: '=', size: 500 }, 100, 200],
    ['x1.3 of an arm', { size: 1.3, share: { kind: 'arm' } }, 100, 130],
    ['+20 of an arm', { operator: '+', size: 20, share: { kind: 'arm' } }, 100, 120],
    ['=500 of an arm', { operator: '=', size: 500, share: { kind: 'arm' } }, 100, 500],
    ['x2 of a tail: as of all', { share: { kind: 'tail', percentile: 95 } }, 100, 125],
    [
      '+20 of a tail: as of all',
      { operator: '+', size: 20, share: { kind: 'tail', percentile: 95 } },
      100,
      105,
    ],
    [
      '=500 of a tail that the share reaches',
      { operator: '=', size: 500, share: { kind: 'tail', percentile: 75 } },
      100,
      500,
    ],
    [
      '=500 of a tail that it does not',
      { operator: '=', size: 500, share: { kind: 'tail', percentile: 74.9 } },
      100,
      100,
    ],
    ['a share is at most 1', { size: 4, max: 1 }, 0.5, 0.625],
    ['a share below its bound', { size: 4, max: 1 }, 0.1, 0.175],
    ['+ with a bound', { operator: '+', size: 0.8, max: 1 }, 0.5, 0.625],
    ['an infinite reading', {}, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY],
    ['a baseline sees the effect too', { baseline: { window: 120, offset: 0 } }, 1, 1.25 / 1.125],
    ['a baseline that was before the start', { baseline: { window: 60, offset: 86_400 } }, 1, 1.25],
  ])('%s, at 25 %%', (_, one, raw, expected) => {
    const [, reading] = changed(one, [25, 25], raw);
    expect(reading).toBeCloseTo(expected, 10);
  });

  test('an invalid reading stays invalid', () => {
    for (const operator of ['x', '+', '='] as const)
      expect(changed({ operator, share: { kind: 'arm' } }, [25, 25], Number.NaN)).toEqual([
        Number.NaN,
        Number.NaN,
      ]);
  });

  test('without effect a reading stays as it is, an infinite one too', () => {
    const raw = [0.1, -0, Number.POSITIVE_INFINITY];
    expect(changed({ operator: '=', size: 5, from: 50 }, [10, 20, 49.9], raw)).toEqual(raw);
  });

  test('an arm has the whole effect as long as any tick of its window had one', () => {
    const one: Partial<Injection> = { share: { kind: 'arm' }, window: 120 };
    expect(changed(one, [0, 0.001, 0, 0, 0])).toEqual([100, 100, 200, 200, 100]);
  });

  test('a tail is set only once the mean over its window is there', () => {
    const one: Partial<Injection> = {
      operator: '=',
      size: 500,
      share: { kind: 'tail', percentile: 99.99 },
      window: 120,
    };
    expect(changed(one, [0, 0.01, 0.01, 0.01])).toEqual([100, 100, 100, 500]);
  });
});

describe('what is noted', () => {
  const seen = (one: Partial<Injection>, accepts: readonly number[]) => {
    const log = new ExposureLog(injection(one), INTERVAL, accepts.length);
    log.begin();
    accepts.forEach((accept, i) => log.add(i, accept));
    log.sumUp();
    return [log.exposed, log.effectiveFrom];
  };

  test.each<[string, Partial<Injection>, number[], number[]]>([
    ['the first tick above 0', {}, [0, 0, 1], [2, 2]],
    ['the first tick at from', { from: 25 }, [5, 25, 30], [1, 1]],
    ['the first effect comes after the first exposure', { from: 10, after: 120 }, [5, 10, 0, 20], [1, 3]],
    ['a tick under from has no effect, though after is over', { from: 10, after: 60 }, [10, 5, 10], [0, 2]],
    ['no exposure', { from: 50 }, [5, 10], [NEVER, NEVER]],
    ['an exposure without an effect', { after: 600 }, [5, 10], [0, NEVER]],
    ['an invalid percentage is none', {}, [Number.NaN, 0], [NEVER, NEVER]],
  ])('%s', (_, one, accepts, expected) => {
    expect(seen(one, accepts)).toEqual(expected);
  });

  test('each rehearsal begins anew', () => {
    const one = injection({ window: 180 });
    const log = new ExposureLog(one, INTERVAL, 4);
    const changer = changerOf(one, INTERVAL, log);
    log.begin();
    [100, 100, 100, 100].forEach((accept, i) => log.add(i, accept));
    expect(changer.reading(3, 7)).toBe(14);
    log.begin();
    log.add(0, 0);
    expect([changer.reading(0, 7), changer.reading(1, 7), log.exposed]).toEqual([7, 7, NEVER]);
  });
});

test('a share is written as it is given', () => {
  expect([
    shareText({ kind: 'whole' }),
    shareText({ kind: 'arm' }),
    shareText({ kind: 'tail', percentile: 99.9 }),
  ]).toEqual(['whole', 'arm', 'tail(99.9)']);
});
