import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  fromJsonReading,
  isJsonReading,
  type JsonReading,
  toJsonReading,
} from '../../../src/text/json-reading.ts';

test('a reading goes through JSON with all its bits', () => {
  fc.assert(
    fc.property(fc.double(), (reading) => {
      const json: JsonReading = JSON.parse(JSON.stringify(toJsonReading(reading)));
      expect(isJsonReading(json)).toBe(true);
      expect(Object.is(fromJsonReading(json), reading)).toBe(true);
    }),
  );
});

test.each([
  [-0, '-0'],
  [Number.NaN, 'NaN'],
  [Number.POSITIVE_INFINITY, '+Inf'],
  [Number.NEGATIVE_INFINITY, '-Inf'],
  [5e-324, 5e-324],
])('%d as JSON is %j', (reading, json) => expect(toJsonReading(reading)).toBe(json));

test.each([null, 'nan', 'toString', true, [1]])('%j is no reading', (value) =>
  expect(isJsonReading(value)).toBe(false),
);
