import { describe, expect, it } from 'vitest';
import { summarise } from '../../../../src/judge/assess/summarise.ts';
import { compare } from '../../../../src/judge/compare/compare.ts';
import { type InjectedOutcome, NEVER, type Outcome } from '../../../../src/judge/outcome.ts';
import { injected, inputOf, outcome, reset } from '../../../support/outcomes.ts';

const COUNT = 200;
const starts = Array.from({ length: COUNT }, (_, i) => i * 10);
const terms = {
  horizon: 15,
  window: 1,
  isMemoryLong: false,
  every: 10,
  interval: 60,
  margin: 0.02,
  effects: ['LATENCY: x2'],
};

const sideOf = (
  healthy: (start: number) => Outcome,
  hit: (start: number) => InjectedOutcome = (start) => injected(start, { reset: 3 }),
) => {
  const rehearsals = starts.map((start) => ({
    healthy: healthy(start),
    incidents: [],
    injected: [hit(start)],
  }));
  return { rehearsals, assessment: summarise(inputOf({ rehearsals })) };
};
const calm = sideOf((start) => outcome(start));

describe('two policies on the same starts', () => {
  it('do not differ where they are the same', () => {
    const { differences, verdict, pairs } = compare(calm, calm, { ...terms, margin: 0.05 });
    expect([pairs, verdict]).toEqual([COUNT, 'no difference']);
    expect(Object.values(differences).map(({ value }) => value)).toEqual(new Array(11).fill(0));
  });

  it('the one with fewer false alarms is better', () => {
    const nervous = sideOf((start) => (start % 50 === 0 ? reset(start) : outcome(start)));
    const found = compare(nervous, calm, terms);
    expect(found.verdict).toBe('better');
    expect(found.differences.false_alarms?.value).toBe(0.2);
    expect(compare(calm, nervous, terms).verdict).toBe('worse');
  });

  it('the verdict of false alarms and caught together may be mixed', () => {
    const nervous = sideOf((start) => (start % 50 === 0 ? reset(start) : outcome(start)));
    const blind = sideOf(
      (start) => outcome(start),
      (start) => injected(start),
    );
    const { verdict, differences } = compare(nervous, blind, terms);
    expect([verdict, differences.caught?.value]).toEqual(['mixed', 1]);
  });

  it('times are medians of the pairs in which both came; the others are shares', () => {
    const slow = sideOf((start) => {
      if (start < 100) return outcome(start, { completed: NEVER, ticks: 15 });
      return outcome(start, { completed: 7, ticks: 8 });
    });
    const { time_to_complete_seconds } = compare(slow, calm, terms).differences;
    expect(time_to_complete_seconds).toEqual({
      value: 180,
      interval: null,
      never: { a: 0.05, b: 0, both: 0 },
    });
  });

  it('means have an interval by blocks of two horizons, none under four', () => {
    const more = sideOf(
      (start) => outcome(start),
      (start) => injected(start, { percentHours: start % 20 === 0 ? 4 : 3 }),
    );
    const { exposure_percent_hours } = compare(more, calm, terms).differences;
    expect(exposure_percent_hours?.value).toBe(1.5);
    // A block of three: two of one and one of the other.
    expect(exposure_percent_hours?.interval?.map((end) => Math.abs(end - 1.5) < 0.05)).toEqual([true, true]);
    const few = compare(more, calm, { ...terms, horizon: 300 }).differences;
    expect(few.exposure_percent_hours?.interval).toBeNull();
  });

  it('a rehearsal that an injection reached under one policy alone is no pair', () => {
    const missed = sideOf(
      (start) => outcome(start),
      (start) => injected(start, start < 1000 ? { exposed: NEVER } : { reset: 3 }),
    );
    expect(compare(missed, calm, terms).differences.caught?.value).toBe(0);
    const unreached = sideOf(
      (start) => outcome(start),
      (start) => injected(start, { exposed: NEVER }),
    );
    expect(compare(unreached, calm, terms).differences.caught).toEqual({
      value: null,
      interval: null,
      verdict_interval: null,
    });
  });

  it('starts of one alone are left out', () => {
    const half = { ...calm, rehearsals: calm.rehearsals.slice(50) };
    expect(compare(half, calm, terms).pairs).toBe(COUNT - 50);
  });

  it('several injections are named by their effects, and share the level', () => {
    const twice = {
      ...calm,
      rehearsals: calm.rehearsals.map((one) => ({ ...one, injected: [one.injected[0]!, one.injected[0]!] })),
    };
    const { differences } = compare(twice, twice, { ...terms, effects: ['A: x2', 'A: x3'] });
    const one = compare(calm, calm, terms).differences.caught!;
    expect(differences['caught (A: x2)']!.verdict_interval![1]).toBeGreaterThan(one.verdict_interval![1]);
    expect(differences['caught (A: x3)']!.interval).toEqual(one.interval);
  });
});
