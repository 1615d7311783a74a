import { expect, it } from 'vitest';
import { deciding, isInvalid, isTrue, not } from '../../../src/circuit/reading.ts';

it.each([
  [0, false, 1],
  [-0, false, 1],
  [1, true, 0],
  [-2, true, 0],
  [Number.POSITIVE_INFINITY, true, 0],
  [Number.NaN, false, Number.NaN],
])('%s is true: %s, and its opposite is %s', (reading, truth, opposite) => {
  expect([isTrue(reading), not(reading), isInvalid(reading)]).toEqual([
    truth,
    opposite,
    Number.isNaN(reading),
  ]);
});

it.each([
  ['or that is 1: the true ones', [1, 0, 5], 1, true, [1, 5]],
  ['or that is 0: all', [0, 0], 0, true, [0, 0]],
  ['or that is invalid: all', [0, Number.NaN], Number.NaN, true, [0, Number.NaN]],
  ['and that is 0: those that are not true', [1, 0, Number.NaN], 0, false, [0, Number.NaN]],
  ['and that is 1: all', [1, 2], 1, false, [1, 2]],
])('what decided an %s', (_, readings, output, settledBy, expected) => {
  const ports = readings.map((reading) => ({ reading }));
  expect(deciding(ports, output, settledBy).map(({ reading }) => reading)).toEqual(expected);
});
