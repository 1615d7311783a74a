import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DecimalReader } from '../../../../src/prometheus/api/decimal-reader.ts';
import { formatReading } from '../../../../src/text/number.ts';

const read = (text: string) => new DecimalReader(Buffer.from(`${text}"`), 0).value();

describe('values are the same floats as Number()', () => {
  const same = (value: number) => Object.is(read(formatReading(value)), value);
  test('any float', () =>
    fc.assert(fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), same), {
      numRuns: 20_000,
    }));
  test('floats of everyday sizes', () =>
    fc.assert(fc.property(fc.double({ min: -1e6, max: 1e6, noNaN: true }), same), {
      numRuns: 20_000,
    }));
  test('digits that no float printed', () =>
    fc.assert(
      fc.property(fc.bigInt(0n, 10n ** 17n - 1n), fc.integer({ min: 0, max: 22 }), (digits, decimals) => {
        const text = digits.toString().padStart(decimals + 1, '0');
        const written = decimals === 0 ? text : `${text.slice(0, -decimals)}.${text.slice(-decimals)}`;
        return Object.is(read(written), Number(written));
      }),
      { numRuns: 20_000 },
    ));
});

test.each([
  ['0', 0],
  ['-0', -0],
  ['0.0', 0],
  ['1e-05', 1e-5],
  ['1.5e+300', 1.5e300],
  ['NaN', Number.NaN],
  ['+Inf', Number.POSITIVE_INFINITY],
  ['-Inf', Number.NEGATIVE_INFINITY],
  ['9007199254740993', 9007199254740992],
  ['123456789012345678901234567890', 123456789012345678901234567890],
  ['', undefined],
  ['.', undefined],
  ['-', undefined],
  ['0x10', undefined],
  ['1.2.3', undefined],
  ['1 ', undefined],
  ['Infinity', undefined],
])('value %s', (text, value) => expect(read(text)).toBe(value));

test.each([
  ['1700000000', 1_700_000_000_000],
  ['1700000000.5', 1_700_000_000_500],
  ['1700000000.123', 1_700_000_000_123],
  ['1700000000.1239', 1_700_000_000_124],
  ['0', 0],
])('millis %s', (text, millis) =>
  expect(new DecimalReader(Buffer.from(`${text},`), 0).millis()).toBe(millis),
);

test('values that repeat, or only start alike', () => {
  const reader = new DecimalReader(Buffer.from('1.5"1.5"1.52"1.5"1"1.5"'), 0);
  const values = Array.from({ length: 6 }, () => {
    const value = reader.value();
    reader.at++;
    return value;
  });
  expect(values).toEqual([1.5, 1.5, 1.52, 1.5, 1, 1.5]);
});
