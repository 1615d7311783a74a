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

const not = (input: string, output: string) => ({
  inverter: { in_ports: { input: { signal_name: input } }, out_ports: { output: { signal_name: output } } },
});

it.each<[string, readonly unknown[], string]>([
  ['a criterion', [compare('A', 'lt', 1, 'GO')], 'GO'],
  ['a criterion behind an inverter', [compare('A', 'gt', 1, 'BAD'), not('BAD', 'GO')], 'GO'],
  ['two inverters', [compare('A', 'lt', 1, 'GOOD'), not('GOOD', 'BAD'), not('BAD', 'GO')], 'GO'],
  ['a query that is a port of the ramp', [], 'A'],
])('the ramp depends on a query through %s', (_title, components, forward) => {
  const plan = planOf([
    promql('A', 'up'),
    promql('IDLE', 'up'),
    ...components,
    ramp([[1, '1s']], { forward }),
  ]);
  expect(driversOf(plan).map(({ signal, movesRamp }) => [signal, movesRamp])).toEqual([
    ['A', true],
    ['IDLE', false],
  ]);
});

const behind = (plan: Parameters<typeof driversOf>[0]) =>
  driversOf(plan).flatMap(({ behindInverter }) =>
    behindInverter.map(
      (c) => `${c.direction} ${c.isInverted ? 'unless ' : ''}${c.operator} ${c.threshold} by ${c.asks}`,
    ),
  );

it.each<[string, readonly unknown[], Record<string, string>, readonly string[]]>([
  ['none', [compare('A', 'lt', 1, 'GO')], { forward: 'GO' }, []],
  [
    'one inverter',
    [compare('A', 'gt', 1, 'BAD'), not('BAD', 'GO')],
    { forward: 'GO' },
    ['forward unless gt 1 by GO'],
  ],
  [
    'two inverters',
    [compare('A', 'lt', 1, 'GOOD'), not('GOOD', 'BAD'), not('BAD', 'GO')],
    { forward: 'GO' },
    ['forward lt 1 by GOOD'],
  ],
  [
    'what steps back keeps from moving forward',
    [compare('A', 'gt', 1, 'BAD'), not('BAD', 'GO')],
    { forward: 'GO', backward: 'BAD' },
    [],
  ],
  [
    'what moves forward keeps from a reset',
    [compare('A', 'lt', 1, 'GOOD'), not('GOOD', 'BAD')],
    { forward: 'GOOD', reset: 'BAD' },
    ['reset unless lt 1 by BAD'],
  ],
])('criteria behind inverters: %s', (_title, components, ports, expected) => {
  const plan = planOf([promql('A', 'up'), ...components, ramp([[1, '1s']], ports)]);
  expect(behind(plan)).toEqual(expected);
});

it('no ramp depends on a query where there is none, nor where only something else reads it', () => {
  const compared = [promql('A', 'up'), compare('A', 'gt', 1, 'B')];
  expect(driversOf(planOf(compared)).map(({ movesRamp }) => movesRamp)).toEqual([false]);
  const plan = planOf([
    ...compared,
    promql('C', 'up'),
    compare('C', 'lt', 1, 'GO'),
    ramp([[1, '1s']], { forward: 'GO' }),
  ]);
  expect(driversOf(plan).map(({ movesRamp }) => movesRamp)).toEqual([false, true]);
});

it('finds the ramp however deep, or none', () => {
  const nested = planOf([{ nested_circuit: { components: [ramp([[1, '1s']], {})] } }]);
  expect(rampOf(nested)?.id).toBe('root.0.0');
  expect(rampOf(planOf([promql('A', 'up'), compare('A', 'gt', 1, 'B')]))).toBeUndefined();
});
