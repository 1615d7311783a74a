import { expect, test } from 'vitest';
import { thresholdsOf } from '../../../src/rollout/thresholds.ts';
import { compare, latencyPlan, planOf, promql, ramp } from '../../support/plans.ts';

test('are the constants that the readings of each query are compared with, in order, each once', () => {
  expect(thresholdsOf(latencyPlan())).toEqual([[75, 90, 100]]);
  const plan = planOf([
    promql('A', 'a'),
    promql('B', 'b'),
    promql('UNUSED', 'c'),
    compare('A', 'gt', 9, 'FORWARD'),
    compare('A', 'neq', 9, 'RESET'),
    compare('B', 'lt', 2, 'BACKWARD'),
    compare('UNUSED', 'lt', 7, 'NOWHERE'),
    ramp([[100, '4s']], { forward: 'FORWARD', backward: 'BACKWARD', reset: 'RESET' }),
  ]);
  expect(thresholdsOf(plan)).toEqual([[9], [2], []]);
});

test.each([
  ['go to the ramp themselves', [], 'A'],
  ['are compared with each other', [{ lhs: 'A', rhs: 'B' }], 'FORWARD'],
])('there are none where readings %s', (_, pairs, forward) => {
  const deciders = pairs.map(({ lhs, rhs }) => ({
    decider: {
      operator: 'lt',
      in_ports: { lhs: { signal_name: lhs }, rhs: { signal_name: rhs } },
      out_ports: { output: { signal_name: 'FORWARD' } },
    },
  }));
  const plan = planOf([promql('A', 'a'), promql('B', 'b'), ...deciders, ramp([[100, '4s']], { forward })]);
  expect(thresholdsOf(plan)).toBeUndefined();
});
