import { expect, test } from 'vitest';
import { severalRamps } from '../../../src/rollout/ramp.ts';
import { latencyPlan, planOf, promql, ramp } from '../../support/plans.ts';

const one = ramp([[1, '0s']], { forward: 'A' });
const nested = { nested_circuit: { name: 'inner', components: [ramp([[5, '0s']], {})] } };

test('a run follows one ramp, and says so where there are several', () => {
  expect(severalRamps(latencyPlan())).toEqual([]);
  expect(severalRamps(planOf([promql('A', 'a')]))).toEqual([]);
  const [warning] = severalRamps(planOf([promql('A', 'a'), nested, one]));
  expect([warning!.severity, warning!.message]).toEqual([
    'warning',
    'the policy has 2 load ramps: step, accept percentage and outcome are those of root.1.0',
  ]);
});
