import { describe, expect, test } from 'vitest';
import { injectedRehearser } from '../../src/judge/injected.ts';
import type { Injection } from '../../src/judge/injection/injection.ts';
import { NEVER } from '../../src/judge/outcome.ts';
import { rehearser } from '../../src/judge/rehearse.ts';
import { uniform } from '../../src/numerics/random.ts';
import { historyOf } from '../support/judged.ts';
import { latencyPlan } from '../support/plans.ts';

const GOOD = 60;
const SLOW = 80;
const BAD = 110;

/** Independent numbers in 0..1. */
const numbers = (count: number): number[] => Array.from({ length: count }, (_, i) => uniform(1, 0, i));

/** Within four standard errors of a share of so many independent rehearsals. */
function expectShare(count: number, of: number, truth: number): void {
  expect(Math.abs(count / of - truth)).toBeLessThan(4 * Math.sqrt((truth * (1 - truth)) / of));
}

describe('independent readings', () => {
  const EVALUATIONS = 5;
  test.each([0.02, 0.1, 0.4])(
    'a rehearsal that is never held is reset with 1 - (1 - p)^n, n its evaluations: p = %d',
    (p) => {
      const readings = numbers(60_000).map((one) => (one < p ? BAD : GOOD));
      const { rehearse } = rehearser(
        { plan: latencyPlan() },
        { history: historyOf([readings]), horizon: 12 },
      );
      const starts = Array.from({ length: 9900 }, (_, i) => i * 6);
      const reset = starts.filter((start) => {
        const outcome = rehearse(start);
        return outcome.reset !== NEVER && outcome.reset <= EVALUATIONS;
      });
      expectShare(reset.length, starts.length, 1 - (1 - p) ** EVALUATIONS);
    },
  );
});

describe('the delay of a detection at constant w', () => {
  /** The ramp waits at 1 %: no reading lets it go on. */
  const injection: Injection = {
    effect: 'LATENCY: +2000',
    signal: 'LATENCY',
    query: 0,
    operator: '+',
    size: 2000,
    from: 0,
    after: 0,
    share: { kind: 'whole' },
    window: 0,
    offset: 0,
  };

  test.each([0.1, 0.3])('is geometric from the second tick after the first effect on: p = %d', (p) => {
    // 1 % of 2000 more: 80 + 20 is not over 100, where the reset begins, and 81 + 20 is. Without it both are held.
    const readings = numbers(400_000).map((one) => (one < p ? SLOW + 1 : SLOW));
    const ground = { history: historyOf([readings]), horizon: 100 };
    const rehearse = injectedRehearser({ plan: latencyPlan() }, ground, injection);
    const starts = Array.from({ length: 3900 }, (_, i) => i * 101);
    const delays = starts.map((start) => {
      const { reset, effective } = rehearse(start);
      return reset === NEVER ? Number.POSITIVE_INFINITY : reset - effective;
    });
    for (const delay of [2, 3, 5, 8]) {
      const count = delays.filter((one) => one <= delay).length;
      expectShare(count, starts.length, 1 - (1 - p) ** (delay - 1));
    }
    expect(Math.min(...delays)).toBe(2);
  });
});
