import { describe, expect, test } from 'vitest';
import { decisionOf, type VerdictBasis } from '../../../../src/judge/assess/verdict.ts';
import type { IncidentsCaught } from '../../../../src/judge/assessment.ts';
import { injection, rate } from '../../../support/assessed.ts';

const basis = (more: Partial<VerdictBasis> = {}): VerdictBasis => ({
  false_alarms: { reset: rate(20, 1000) }, // 1 % to 4 %
  injections: [],
  ...more,
});
const incidents = (count: number, of: number, interval: IncidentsCaught['interval']) => ({
  incidents_caught: { count, of, interval },
});

describe('what is caught of incidents', () => {
  const few = incidents(3, 3, null);

  test.each<[string, IncidentsCaught['interval'], string]>([
    ['its good end is under it', [0.2, 0.8], 'beyond'],
    ['its bad end is over it', [0.91, 0.99], 'within'],
    ['it holds it', [0.5, 0.95], 'cannot tell'],
  ])('is held to the limit by its interval: %s', (_, interval, verdict) => {
    expect(decisionOf(basis(incidents(6, 8, interval)), { minCaught: 0.9 }).verdict).toBe(verdict);
  });

  test('cannot be told of fewer than five, and would be with as many and more', () => {
    const { verdict, undecided, hasIntervals, factor } = decisionOf(basis(few), { minCaught: 0.3 });
    expect({ verdict, undecided, hasIntervals }).toEqual({
      verdict: 'cannot tell',
      undecided: ['incidents caught'],
      hasIntervals: false,
    });
    expect(3 * factor!).toBeGreaterThanOrEqual(5);
    expect(3 * factor!).toBeLessThan(8);
  });

  test('of none that met a rehearsal nothing can be said', () => {
    const decision = decisionOf(basis(incidents(0, 0, null)), { minCaught: 0.9 });
    expect(decision).toMatchObject({ verdict: 'cannot tell', factor: null });
  });

  test('fewer than five are left out where effects are injected, five are not', () => {
    const injections = [injection(2, 99)];
    expect(decisionOf(basis({ injections, ...few }), { minCaught: 0.9 }).verdict).toBe('within');
    const five = incidents(0, 5, [0, 0.54]);
    expect(decisionOf(basis({ injections, ...five }), { minCaught: 0.9 }).verdict).toBe('beyond');
  });
});

test('only the limits that cannot be told are named', () => {
  const injections = [injection(2, 99), injection(1.5, 90)];
  const decision = decisionOf(basis({ injections }), { maxFalseAlarms: 0.05, minCaught: 0.9 });
  expect(decision).toMatchObject({ verdict: 'cannot tell', undecided: ['caught'], hasIntervals: true });
});

test('without a limit there is no verdict', () => {
  expect(decisionOf(basis(), {})).toEqual({
    verdict: null,
    undecided: [],
    hasIntervals: false,
    factor: null,
  });
});
