import { describe, expect, it } from 'vitest';
import { startTimesOf } from '../../../../src/judge/assess/start-times.ts';
import { facts, outcome, reset } from '../../../support/outcomes.ts';

/** A start every half an hour. */
const starts = (days: number) => Array.from({ length: days * 48 }, (_, i) => i * 30);
const hourOf = (start: number) => Math.floor(start / 60) % 24;

describe('the shares by the hour and weekday of the start', () => {
  const outcomes = starts(14).map((start) => (hourOf(start) === 3 ? reset(start) : outcome(start)));
  const { hour, weekday, best, worst } = startTimesOf(outcomes, facts);

  it('count days, shrunk towards the share of all', () => {
    const share = 23 / 24;
    expect(hour[3]).toBeCloseTo((0 + 4 * share) / 18, 6);
    expect(hour[4]).toBeCloseTo((14 + 4 * share) / 18, 6);
  });

  it('are null under 8 days or weeks', () => {
    expect(weekday).toEqual(new Array(7).fill(null));
    expect(startTimesOf(outcomes.slice(0, 7 * 48), facts).hour).toEqual(new Array(24).fill(null));
  });

  it('name the worst hour, and no best one where none stands out', () => {
    expect([best, worst]).toEqual([null, '03:00']);
  });
});

it('Monday is the first weekday', () => {
  // From a Sunday on, ten weeks; every Monday is bad.
  const outcomes = starts(70).map((start) =>
    Math.floor(start / 1440) % 7 === 1 ? reset(start) : outcome(start),
  );
  const { weekday, worst } = startTimesOf(outcomes, facts);
  expect(weekday.map((share) => share! > 0.5)).toEqual([false, true, true, true, true, true, true]);
  expect(worst).toBe('Monday');
});

it('the best is named where most others are bad', () => {
  const outcomes = starts(30).map((start) => (hourOf(start) === 5 ? outcome(start) : reset(start)));
  expect(startTimesOf(outcomes, facts).best).toBe('05:00');
});

it('noise names none', () => {
  const outcomes = starts(30).map((start, i) => ((i * 7919) % 10 < 3 ? reset(start) : outcome(start)));
  const { best, worst } = startTimesOf(outcomes, facts);
  expect([best, worst]).toEqual([null, null]);
});
