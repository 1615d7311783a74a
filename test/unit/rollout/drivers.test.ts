import { expect, it } from 'vitest';
import { driversOf } from '../../../src/rollout/drivers.ts';
import { rampOf } from '../../../src/rollout/ramp.ts';
import { compare, latencyPlan, planOf, promql, ramp } from '../../support/plans.ts';

const brief = (plan: Parameters<typeof driversOf>[0]) =>
  driversOf(plan).map(({ signal, criteria }) => [
    signal,
    criteria.map((c) => `${c.direction} ${c.lhs} ${c.operator} ${c.threshold ?? c.rhs} -> ${c.output}`),
  ]);

it('finds every query with the criteria that look at it', () => {
  expect(brief(latencyPlan())).toEqual([
    [
      'LATENCY',
      [
        'forward LATENCY lt 75 -> FORWARD_0',
        'backward LATENCY gt 90 -> BACKWARD_0',
        'reset LATENCY gt 100 -> RESET_0',
      ],
    ],
  ]);
});

it('follows a query through other components, and a criterion through logic to the ramp', () => {
  const plan = planOf([
    promql('RAW', 'up'),
    promql('IDLE', 'down'),
    {
      ema: {
        parameters: { ema_window: '5s', warmup_window: '1s' },
        in_ports: { input: { signal_name: 'RAW' } },
        out_ports: { output: { signal_name: 'SMOOTH' } },
      },
    },
    {
      decider: {
        operator: 'gt',
        in_ports: { lhs: { signal_name: 'RAW' }, rhs: { signal_name: 'SMOOTH' } },
        out_ports: { output: { signal_name: 'HIGH' } },
      },
    },
    {
      or: {
        in_ports: { inputs: [{ signal_name: 'HIGH' }] },
        out_ports: { output: { signal_name: 'RESET' } },
      },
    },
    ramp([[1, '1s']], { reset: 'RESET' }),
  ]);
  expect(brief(plan)).toEqual([
    ['RAW', ['reset RAW gt SMOOTH -> HIGH']],
    ['IDLE', []],
  ]);
});

it('finds the ramp however deep, or none', () => {
  const nested = planOf([{ nested_circuit: { components: [ramp([[1, '1s']], {})] } }]);
  expect(rampOf(nested)?.id).toBe('root.0.0');
  expect(rampOf(planOf([promql('A', 'up'), compare('A', 'gt', 1, 'B')]))).toBeUndefined();
});
