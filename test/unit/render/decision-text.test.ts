import { expect, test } from 'vitest';
import { withMeasures } from '../../../src/policy/measures.ts';
import { decisionText } from '../../../src/render/decision-text.ts';
import { decisionTree } from '../../../src/rollout/decision-tree.ts';
import { latencyPlan, planOf, promql } from '../../support/plans.ts';

test('from the decision to the query', () => {
  const readings = new Map([
    ['LATENCY', 120],
    ['RESET_0', 1],
  ]);
  const decided = decisionTree(withMeasures(latencyPlan()), readings)!;
  expect(decided.decision).toBe('reset');
  expect(decisionText('checkout', decided)).toMatchInlineSnapshot(`
    "checkout: reset
    └─ RESET_0: average latency 120 ms > 100 ms  (Decider)
       └─ LATENCY: average latency 120 ms  (PromQL): sum(increase(flux_meter_sum{flow_status="OK", flux_meter_name="p/average_latency/0", policy_name="p"}[30s]))/sum(increase(flux_meter_count{flow_status="OK", flux_meter_name="p/average_latency/0", policy_name="p"}[30s]))
    "
  `);
});

test('what holds it stands before what its circuit wants', () => {
  const decided = decisionTree(latencyPlan(), new Map([['FORWARD_0', 1]]))!;
  const text = decisionText('checkout', decided, { decision: 'hold', by: 'it is paused' });
  expect(text.split('\n')[0]).toBe('checkout: hold (it is paused); by its circuit alone forward');
});

test('a circuit without a ramp has no decision', () => {
  expect(decisionTree(planOf([promql('UP', 'up')]), new Map())).toBeUndefined();
});
