import { describe, expect, test } from 'vitest';
import { factsOf } from '../../../src/rollout/facts.ts';
import { rampOf } from '../../../src/rollout/ramp.ts';
import { renderedPlan } from '../../support/rendered-plan.ts';

const promql =
  '{promql_drivers: [{query_string: "sum(rate(x[30s]))", criteria: {forward: {operator: lt, threshold: 5}, reset: {operator: gt, threshold: 10}}}]}';
const average =
  '{average_latency_drivers: [{selectors: [{service: any, control_point: c}], window: 45s, criteria: {reset: {threshold: 10}}}]}';
const cases = [
  ['one second', {}, 300, null],
  ['one second, gated', { drivers: promql }, 301, 32],
  ['ten seconds, gated', { drivers: promql, interval: '10s' }, 310, 50],
  ['not gated, with a window', { drivers: average }, 300, 47],
  [
    'a step of no length is a tick',
    {
      drivers: promql,
      steps: '[{target_accept_percentage: 1, duration: 0s}, {target_accept_percentage: 100, duration: 0s}]',
    },
    2,
    32,
  ],
] as const;

describe('facts', () => {
  test.each(cases)('%s', (_, given, fastest, worst) =>
    expect(factsOf(renderedPlan(given).plan)).toMatchObject({
      fastest_completion_seconds: fastest,
      worst_breach_to_reset_seconds: worst,
    }),
  );

  test.each(cases)('%s: the engine takes exactly as long when nothing is in the way', (_, given, fastest) => {
    const { plan } = renderedPlan(given);
    const ramp = rampOf(plan)!;
    const { frame, tick } = plan.start();
    for (const { key, slot } of plan.dynamic) if (key === 'rollout') frame[slot] = 1;
    let ticks = -1;
    for (; ticks < 1000 && !ramp.atEnd(frame); ticks++) {
      tick();
      for (const { resultSlot } of plan.queries) frame[resultSlot] = 1;
    }
    expect(ticks * plan.interval).toBe(fastest);
  });

  test('the engine resets within the time, counted from a full window', () => {
    const { plan } = renderedPlan({ drivers: promql, interval: '10s' });
    const ramp = rampOf(plan)!;
    const { frame, tick } = plan.start();
    tick();
    frame[plan.queries[0]!.resultSlot] = 11;
    tick();
    expect(ramp.asked(frame)).toBe('reset');
  });

  test('as sentences', () => {
    expect(factsOf(renderedPlan({ drivers: promql, interval: '10s' }).plan).sentences).toEqual([
      'the fastest way to 100 % takes 5 min 10 s',
      'a lasting breach resets the ramp within 50 s (30 s to fill the window of PROMQL_0, 10 s to its next evaluation, 10 s until the circuit sees it)',
    ]);
    expect(factsOf(renderedPlan({}).plan).sentences[1]).toBe('no metric ever resets the ramp');
  });
});
