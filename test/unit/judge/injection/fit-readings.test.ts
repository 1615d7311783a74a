import { expect, test } from 'vitest';
import { fitReadings } from '../../../../src/judge/injection/fit-readings.ts';
import type { Injection } from '../../../../src/judge/injection/injection.ts';
import { injection } from '../../../support/injections.ts';

const ratio = (more: Partial<Injection>) => injection({ isRatio: true, ...more });

const maxOf = (more: Partial<Injection>, readings: readonly number[]) =>
  fitReadings([ratio(more)], { columns: [Float64Array.from(readings)] })[0]!.max;

test.each<[string, Partial<Injection>, number[], number | undefined]>([
  ['a division with readings in 0..1', {}, [0, 0.5, Number.NaN, 1], 1],
  ['no division', { isRatio: false }, [0, 0.5, 1], undefined],
  ['a reading over 1', {}, [0.5, 1.01], undefined],
  ['a reading under 0', {}, [0.5, -0.01], undefined],
  ['no reading at all', {}, [Number.NaN], undefined],
  ['max, whatever the readings are', { isRatio: false, max: 1 }, [5, 7], 1],
  ['another max', { max: 100 }, [0.5], 100],
  ['an addition, whose size is no factor', { operator: '+' }, [0.5], undefined],
  ['an addition with max', { operator: '+', max: 1 }, [0, 0, 0], 1],
  ['half of the readings 0', {}, [0, 0, 0.1, 0.2], 1],
])('a share of requests: %s', (_, more, readings, max) => {
  expect(maxOf(more, readings)).toBe(max);
});

test.each<[string, Partial<Injection>]>([
  ['found by its readings', {}],
  ['said by max', { isRatio: false, max: 1 }],
])('a factor on a share that is mostly 0 is refused: %s', (_, more) => {
  expect(() => maxOf(more, [0, 0, 0.1, Number.NaN])).toThrow(
    '66.7 % of the readings of A are 0, which no factor changes',
  );
});

test('the effects of one range are refused once', () => {
  try {
    fitReadings([ratio({}), ratio({ size: 3 })], { columns: [new Float64Array(5)] });
    expect.unreachable();
  } catch (problem) {
    expect(problem).toMatchObject({
      exit: 3,
      diagnostics: [{ code: 'INJECT_ZEROS', hint: 'use +D: +0.01 for 1 % of failing requests' }],
    });
  }
});

test('readings that are no share may be 0', () => {
  expect(maxOf({ isRatio: false }, [0, 0, 0, 5])).toBe(undefined);
});
