import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatNumber, formatReading, parseNumber } from '../../../src/text/number.ts';

test.each([
  // value, for people, for machines
  [0, '0', '0'],
  [-0, '0', '-0'],
  [75, '75', '75'],
  [0.1 + 0.2, '0.3', '0.30000000000000004'],
  [81.234567, '81.2346', '81.234567'],
  [1234567, '1234570', '1234567'],
  [1e-7, '1e-7', '1e-7'],
  [1e21, '1e+21', '1e+21'],
  [Number.NaN, 'invalid', ''],
  [Number.POSITIVE_INFINITY, '+Inf', '+Inf'],
  [Number.NEGATIVE_INFINITY, '-Inf', '-Inf'],
])('%d is %s for people and %j for machines', (value, people, machines) => {
  expect([formatNumber(value), formatReading(value)]).toEqual([people, machines]);
});

describe('parseNumber', () => {
  test.each([
    ['1', 1],
    ['-1.5', -1.5],
    ['+2', 2],
    ['.5', 0.5],
    ['5.', 5],
    ['1e-05', 0.00001],
    ['1E+3', 1000],
    ['NaN', Number.NaN],
    ['nan', Number.NaN],
    ['Inf', Number.POSITIVE_INFINITY],
    ['+Inf', Number.POSITIVE_INFINITY],
    ['-inf', Number.NEGATIVE_INFINITY],
  ])('reads %s', (text, value) => expect(parseNumber(text)).toBe(value));

  test.each(['', ' ', '.', '-', 'e5', '1e', '0x10', '1_000', '1,5', ' 1', '1 ', 'infinity', '--1'])(
    'refuses %j',
    (text) => {
      expect(parseNumber(text)).toBeUndefined();
    },
  );

  test('reads back what formatReading writes, bit for bit', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true }), (value) => {
        expect(parseNumber(formatReading(value))).toBe(value);
      }),
    );
  });
});
