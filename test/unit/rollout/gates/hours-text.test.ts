import { expect, test } from 'vitest';
import { parseDays } from '../../../../src/rollout/gates/hours.ts';
import { hoursText } from '../../../../src/rollout/gates/hours-text.ts';

test.each([
  ['mon-thu', 'mon-thu'],
  ['mon,wed,thu,fri', 'mon,wed-fri'],
  ['sat-mon', 'mon,sat-sun'],
  ['sun', 'sun'],
])('days %s are written as %s', (days, text) => {
  const hours = { days: parseDays(days)!, from: 540, to: 1440, timezone: 'UTC' };
  expect(hoursText(hours)).toBe(`${text} 09:00-24:00 UTC`);
});
