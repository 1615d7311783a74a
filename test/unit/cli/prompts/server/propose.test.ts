import { expect, test } from 'vitest';
import type { Scale } from '../../../../../src/cli/prompts/criteria.ts';
import type { Day } from '../../../../../src/cli/prompts/server/day.ts';
import { proposeThresholds } from '../../../../../src/cli/prompts/server/propose.ts';

const LOW: Scale = { unit: 'ms', isLowGood: true, key: 'threshold', hasOperator: true };
const HIGH: Scale = { ...LOW, unit: '', isLowGood: false };
const PERCENT: Scale = { ...LOW, unit: '%' };

/** A day of these values, NaN where there is none. */
const day = (values: readonly number[], now = values.at(-1)!): Day => {
  const all = Float64Array.from(values);
  const ascending = all.filter((value) => !Number.isNaN(value)).sort();
  return { values: all, ascending, coverage: ascending.length / all.length, now, missing: undefined };
};
const hundred = Array.from({ length: 100 }, (_, i) => i + 1);

test('forward 10 % above p95, reset 25 % above the maximum, rounded up to two digits', () => {
  expect(proposeThresholds(day(hundred), LOW)).toEqual({ forward: '110', reset: '130' });
  expect(proposeThresholds(day([0.0101, 0.0123, 0.0234]), LOW)).toEqual({ forward: '0.026', reset: '0.03' });
});

test('the other way round where high values are good', () => {
  expect(proposeThresholds(day(hundred), HIGH)).toEqual({ forward: '4.5', reset: '0.75' });
  expect(proposeThresholds(day([-10, -8, -6]), HIGH)).toEqual({ forward: '-11', reset: '-13' });
});

test.each<[string, Day, Scale]>([
  ['is dead now', day(hundred, Number.NaN), LOW],
  ['had no value for half of the day', day([1, 2, ...new Array(3).fill(Number.NaN), 3, Number.NaN], 3), LOW],
  ['was the same all day', day([5, 5, 5]), LOW],
  ['was zero all day', day([0, 0, 0]), PERCENT],
  ['was infinite at times', day([1, 2, Number.POSITIVE_INFINITY, 3]), LOW],
  ['would be above 100 %', day([10, 95, 99]), PERCENT],
  ['would be forward below 0 %', day([...new Array(99).fill(0), 1]), PERCENT],
])('nothing where the query %s', (_, some, scale) => expect(proposeThresholds(some, scale)).toBeUndefined());
