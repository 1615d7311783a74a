import { expect, test } from 'vitest';
import { hourOf, mondayOf, spanText, weekdayOf, weekOf } from '../../../../src/render/assessment/moments.ts';

test.each([
  ['2026-11-02T00:00:00Z', 0, 0],
  ['2026-11-08T23:59:59Z', 6, 23],
  ['1969-12-31T23:00:00Z', 2, 23],
])('%s has weekday %i and hour %i', (text, weekday, hour) => {
  const moment = Date.parse(text) / 1000;
  expect([weekdayOf(moment), hourOf(moment)]).toEqual([weekday, hour]);
});

test('a week begins on Monday, in UTC', () => {
  const monday = Date.UTC(2026, 10, 2) / 1000;
  expect(mondayOf(weekOf(monday))).toBe(monday);
  expect(weekOf(monday - 1)).toBe(weekOf(monday) - 1);
});

test.each([
  ['2026-11-03T10:00:00.000Z', '2026-11-03T10:50:00.000Z', '3 Nov 10:00 to 10:50 UTC'],
  ['2026-11-03T23:00:00.000Z', '2026-11-04T01:00:00.000Z', '3 Nov 23:00 to 4 Nov 01:00 UTC'],
  ['soon', 'later', 'soon to later'],
])('%s and %s are a span: %s', (from, to, text) => {
  expect(spanText(from, to)).toBe(text);
});
