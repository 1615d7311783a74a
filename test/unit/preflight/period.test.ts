import { expect, test } from 'vitest';
import { dayBefore, lookAt, momentOf, rehearsed } from '../../../src/preflight/period.ts';

const query = (every: number) => ({ signal: 'Q', query_string: 'q', every });

test.each([
  ['the last tick that is not after the moment', 43_620, 1800, 43_200],
  ['an interval below a second', 10.3, 0.25, 10.25],
])('the day before ends on %s', (_, at, interval, last) => {
  const period = dayBefore(at, interval);
  const { span } = lookAt(period, query(1));
  expect(momentOf(span, span.count - 1)).toBe(last);
  expect(Math.abs(period.start % period.interval)).toBe(0);
});

test.each([
  ['every tick of it', 1, 600, { from: 600, to: 6600 }, 99_999, [600, 6000, 600, 10, 10]],
  ['from the floor of its start', 1, 600, { from: 601, to: 6601 }, 99_999, [600, 6600, 600, 11, 11]],
  ['nothing of the future', 1, 600, { from: 600, to: 6600 }, 1900, [600, 1800, 600, 3, 3]],
  ['the ticks a query is evaluated at', 4, 600, { from: 600, to: 6600 }, 99_999, [600, 5400, 2400, 3, 3]],
  // 12,000 evaluations: each third, the last one included
  [
    'of many, each n-th on the same grid',
    1,
    10,
    { from: 0, to: 120_000 },
    1e9,
    [40, 119_990, 50, 2400, 12_000],
  ],
])('a rehearsal is looked at on %s', (_, every, interval, range, now, expected) => {
  const { span, evaluations } = lookAt(rehearsed(range, interval, now), query(every));
  const { count, step } = span;
  expect([momentOf(span, 0), momentOf(span, count - 1), step / 1000, count, evaluations]).toEqual(expected);
});

test('90 days are looked at on at most 2,500 points', () => {
  for (const interval of [1, 10, 15, 30, 60, 300]) {
    const { span, evaluations } = lookAt(rehearsed({ from: 0, to: 90 * 86_400 }, interval, 1e9), query(1));
    expect(evaluations).toBe((90 * 86_400) / interval);
    expect(span.count).toBeLessThanOrEqual(2500);
  }
});
