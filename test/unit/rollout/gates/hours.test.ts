import { expect, test } from 'vitest';
import {
  formatLocal,
  type Hours,
  isOpen,
  isTimezone,
  minuteOf,
  nextOpening,
  parseDays,
} from '../../../../src/rollout/gates/hours.ts';

const at = (text: string): number => Date.parse(text) / 1000;
const hours = (days: string, from: string, to: string, timezone = 'Europe/Berlin'): Hours => ({
  days: parseDays(days)!,
  from: minuteOf(from),
  to: minuteOf(to),
  timezone,
});
const OFFICE = hours('mon-thu', '09:00', '16:00');

test.each([
  ['mon-thu', 'mon tue wed thu'],
  ['sat-mon', 'mon sat sun'],
  ['fri', 'fri'],
  ['Mon, wed', 'mon wed'],
])('days %s', (text, expected) => {
  const names = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
  expect(names.filter((_, i) => parseDays(text)![i]).join(' ')).toBe(expected);
});

test.each(['', 'monday', 'mon-', 'mon-tue-wed', 'mon;tue'])('"%s" is no days', (text) => {
  expect(parseDays(text)).toBeUndefined();
});

test.each([
  ['2026-11-23T07:59:59Z', false, 'Monday before nine'],
  ['2026-11-23T08:00:00Z', true, 'Monday at nine'],
  ['2026-11-23T14:59:59Z', true, 'Monday before four'],
  ['2026-11-23T15:00:00Z', false, 'Monday at four'],
  ['2026-11-27T10:00:00Z', false, 'Friday'],
  ['2026-07-20T07:00:00Z', true, 'a Monday of summer at nine'],
])('at %s office hours are open: %s (%s)', (moment, expected) => {
  expect(isOpen([OFFICE], at(moment))).toBe(expected);
});

test('hours that end on the next day belong to the day on which they begin', () => {
  const night = hours('fri', '22:00', '02:00', 'UTC');
  const moments = [
    '2026-11-27T23:00:00Z',
    '2026-11-28T01:59:00Z',
    '2026-11-28T02:00:00Z',
    '2026-11-27T01:00:00Z',
  ];
  expect(moments.map((moment) => isOpen([night], at(moment)))).toEqual([true, true, false, false]);
});

test.each([
  ['2026-11-26T16:30:00Z', '2026-11-30T08:00:00Z', 'over a weekend'],
  ['2026-03-26T16:30:00Z', '2026-03-30T07:00:00Z', 'over the night on which clocks go forward'],
  ['2026-10-22T16:30:00Z', '2026-10-26T08:00:00Z', 'over the night on which clocks go back'],
  ['2026-11-23T07:00:30Z', '2026-11-23T08:00:00Z', 'on the same day'],
])('after %s they open at %s: %s', (now, expected) => {
  expect(nextOpening([OFFICE], at(now))).toBe(at(expected));
});

test('hours that the clocks skip are open no minute of that day', () => {
  const skipped = hours('sun', '02:00', '03:00');
  const night = Array.from({ length: 24 * 60 }, (_, i) => at('2026-03-29T00:00:00Z') - 7200 + i * 60);
  expect(night.filter((moment) => isOpen([skipped], moment))).toEqual([]);
});

test('every opening of a year is a minute that is open, and the one before is not', () => {
  let now = at('2026-01-01T00:00:00Z');
  let count = 0;
  while (now < at('2027-01-01T00:00:00Z')) {
    now = nextOpening([OFFICE], now);
    expect([isOpen([OFFICE], now), isOpen([OFFICE], now - 1)]).toEqual([true, false]);
    count++;
  }
  expect(count).toBe(1 + 52 * 4 + 1); // 1 January, the weeks of the year, and 4 January 2027
});

test('local time in words', () => {
  expect(formatLocal(at('2026-11-30T08:00:00Z'), 'Europe/Berlin')).toBe('Mon 09:00');
  expect(formatLocal(at('2026-11-30T00:00:00Z'), 'UTC')).toBe('Mon 00:00');
});

test.each([
  ['Europe/Berlin', true],
  ['UTC', true],
  ['Europe/Atlantis', false],
])('%s is a time zone: %s', (name, expected) => {
  expect(isTimezone(name)).toBe(expected);
});
