import { expect, it } from 'vitest';
import { withMeasures } from '../../../src/policy/measures.ts';
import { conditionReader } from '../../../src/rollout/conditions.ts';
import { compare, planOf, promql, ramp } from '../../support/plans.ts';

const signal = (signal_name: string) => ({ signal_name });
const out = (name: string) => ({ out_ports: { output: signal(name) } });
const plan = withMeasures(
  planOf([
    promql('LATENCY', 'latency'),
    compare('LATENCY', 'lt', 75, 'FORWARD_0'),
    { bool_variable: { config_key: 'rollout', constant_output: true, ...out('ROLLOUT') } },
    { and: { in_ports: { inputs: [signal('ROLLOUT'), signal('FORWARD_0')] }, ...out('FORWARD') } },
    {
      ema: {
        parameters: { ema_window: '2s', warmup_window: '0s' },
        in_ports: { input: signal('LATENCY') },
        ...out('EMA'),
      },
    },
    {
      arithmetic_combinator: {
        operator: 'mul',
        in_ports: { lhs: signal('EMA'), rhs: { constant_signal: { value: 1.5 } } },
        ...out('SETPOINT'),
      },
    },
    {
      decider: {
        operator: 'gt',
        true_for: '30s',
        in_ports: { lhs: signal('LATENCY'), rhs: signal('SETPOINT') },
        ...out('RESET_0'),
      },
    },
    ramp([[1, '0s']], { forward: 'FORWARD', reset: 'RESET_0' }),
  ]),
  new Map([['LATENCY', { title: 'checkout latency', unit: 'ms' }]]),
);

function because(name: string, ...latencies: number[]) {
  const { frame, tick } = plan.start();
  for (const latency of latencies) {
    frame[plan.queries[0]!.resultSlot] = latency;
    tick();
  }
  return conditionReader(plan)(frame, `root/${name}`);
}

const checkout = { title: 'checkout latency', unit: 'ms', signal: 'LATENCY' };
const forward = {
  ...checkout,
  direction: 'forward',
  operator: '<',
  threshold: 75,
  threshold_signal: null,
  times_average: null,
  lasts_seconds: 0,
};

it('a signal that is true has the settings and comparisons that made it so', () => {
  expect(because('FORWARD', 50)).toEqual([
    { key: 'rollout', value: true },
    { ...forward, value: 50, met: true },
  ]);
});

it('one that is not has those that keep it from being true', () => {
  expect(because('FORWARD', 80)).toEqual([{ ...forward, value: 80, met: false }]);
  expect(because('FORWARD', Number.NaN)).toEqual([{ ...forward, value: null, met: false }]);
});

it('a threshold that is a moving average says how many times it, and for how long it must last', () => {
  expect(because('RESET_0', 50, 50, 200)).toEqual([
    {
      ...checkout,
      value: 200,
      direction: 'reset',
      operator: '>',
      threshold: expect.any(Number),
      threshold_signal: 'SETPOINT',
      times_average: 1.5,
      met: expect.any(Boolean),
      lasts_seconds: expect.any(Number),
    },
  ]);
});

it('what is neither compared nor set is its reading', () => {
  expect(because('LATENCY', 12.5)).toEqual([{ ...checkout, value: 12.5 }]);
  expect(because('LATENCY', Number.POSITIVE_INFINITY)).toEqual([{ ...checkout, value: '+Inf' }]);
});
