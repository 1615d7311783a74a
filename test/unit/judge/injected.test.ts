import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Plan } from '../../../src/circuit/plan.ts';
import type { History } from '../../../src/judge/history.ts';
import { injectedRehearser, injectedRehearserOn } from '../../../src/judge/injected.ts';
import { changerOf } from '../../../src/judge/injection/changer.ts';
import { ExposureLog } from '../../../src/judge/injection/exposure-log.ts';
import type { Injection } from '../../../src/judge/injection/injection.ts';
import { type InjectedOutcome, NEVER } from '../../../src/judge/outcome.ts';
import { decisionMemory, headroomMemory } from '../../../src/judge/tick-memory.ts';
import { walksByTicks, walksOf } from '../../../src/judge/walks.ts';
import { injection } from '../../support/injections.ts';
import { historyOf, simulate } from '../../support/judged.ts';
import { latencyPlan } from '../../support/plans.ts';
import { randomHistory, randomRollout } from '../../support/random-rollout.ts';

const steady = historyOf([Array(40).fill(60)], 1);
const rehearsed = (more: Partial<Injection>, history: History = steady) =>
  injectedRehearser({ plan: latencyPlan() }, { history, horizon: 20 }, injection(more))(3);

describe('an injected rehearsal', () => {
  test('sees the effect of the percentage that the tick before decided, and ends at its reset', () => {
    // The ramp decides 1, 1, 25.75, 50.5, 75.25, 100; tick 4 is the first that sees the effect of more than 1 %.
    expect(rehearsed({ operator: '=', size: 500 })).toMatchObject({ reset: 4, highest: 50.5, ticks: 5 });
    expect(rehearsed({ size: 3 })).toMatchObject({ reset: 5, highest: 50.5, final: 1 }); // 90.9 is a step back
  });

  test('that goes back and forth at the percentage it can bear is neither reset nor complete', () => {
    expect(rehearsed({})).toMatchObject({ start: 3, reset: NEVER, completed: NEVER, ticks: 20 });
  });

  test('has the exposure of the ticks before its reset, in requests too where the traffic is known', () => {
    const traffic = new Float64Array(40).fill(200);
    traffic[4] = Number.NaN;
    const { percentHours, requests } = rehearsed({ size: 3 }, { ...steady, traffic });
    expect(percentHours).toBeCloseTo((1 + 1 + 25.75 + 50.5 + 25.75) / 3600, 12);
    expect(requests).toBeCloseTo(2 * (1 + 25.75 + 50.5 + 25.75), 12);
  });

  test('is held below the percentage at which the effect begins, or slips through', () => {
    expect(rehearsed({ size: 1.1 })).toMatchObject({ completed: 5, ticks: 6, reset: NEVER, final: 100 });
    expect(rehearsed({ size: 9, from: 50 })).toMatchObject({ exposed: 3, effective: 3, reset: 5 });
  });
});

/** The same by `run()`, on a source whose readings follow what the rollout decides. */
async function reference(
  plan: Plan,
  history: History,
  { start, horizon, one }: { start: number; horizon: number; one: Injection },
): Promise<Partial<InjectedOutcome>> {
  const log = new ExposureLog(one, plan.interval, horizon);
  const changer = changerOf(one, plan.interval, log);
  log.begin();
  const ticks = await simulate(plan, history, {
    start,
    horizon,
    change(readings, tick, accept) {
      log.add(tick, accept);
      const column = readings[one.query]!;
      column[0] = changer.reading(tick, column[0]!);
    },
  });
  const reset = ticks.findIndex(({ decision }) => decision === 'reset');
  const before = reset === NEVER ? ticks : ticks.slice(0, reset);
  const counted = reset === NEVER ? ticks : ticks.slice(0, reset + 1);
  const accepts = before.map(({ accept }) => accept);
  return {
    start,
    ticks: counted.length,
    reset,
    completed: counted.findIndex(({ isComplete }) => isComplete),
    final: counted.at(-1)!.accept,
    highest: Math.max(0, ...accepts),
    percentHours: (accepts.reduce((sum, accept) => sum + accept, 0) * plan.interval) / 3600,
    exposed: before.findIndex(({ accept }) => accept > 0 && accept >= one.from),
  };
}

test('every injected rehearsal is what a run on readings that follow it comes to', async () => {
  const effect = fc.record({
    operator: fc.constantFrom('x' as const, '+' as const, '=' as const),
    size: fc.constantFrom(0.5, 1.5, 3, 8),
    from: fc.constantFrom(0, 10, 50),
    after: fc.constantFrom(0, 0, 5),
    window: fc.constantFrom(0, 1, 3, 4.5),
    share: fc.constantFrom(
      { kind: 'whole' as const },
      { kind: 'arm' as const },
      { kind: 'tail' as const, percentile: 50 },
    ),
    max: fc.constantFrom(undefined, undefined, 5),
    baseline: fc.constantFrom(undefined, undefined, { window: 4, offset: 0 }),
  });
  await fc.assert(
    fc.asyncProperty(randomRollout, randomHistory(60), effect, async (plan, readings, effect) => {
      fc.pre(plan.queries.length > 0);
      const history = historyOf(plan.queries.map((_, q) => readings[q]!));
      const one = injection({ ...effect, query: plan.queries.length - 1 });
      const horizon = 30;
      const ground = { history, horizon };
      const walks = walksOf({ plan }, ground, decisionMemory(60, 7));
      const rehearse = injectedRehearserOn(walks, { ground, injection: one, memory: headroomMemory(60, 7) });
      const byTicks = injectedRehearserOn(walksByTicks({ plan }, ground), { ground, injection: one });
      for (const start of [0, 20, 7]) {
        expect(rehearse(start)).toEqual(byTicks(start));
        expect(rehearse(start)).toMatchObject(await reference(plan, history, { start, horizon, one }));
      }
    }),
    { numRuns: 100, seed: 12 },
  );
});
