import { expect, test } from 'vitest';
import { followsFromOneTick } from '../../../src/rollout/memory.ts';
import { latencyPlan, planOf, promql, ramp } from '../../support/plans.ts';
import { renderedPlan } from '../../support/rendered-plan.ts';

const signal = (signal_name: string) => ({ signal_name });
const forward = (...components: unknown[]) =>
  planOf([...components, ramp([[100, '4s']], { forward: 'FORWARD' })]);
const decider = (config: object, lhs = 'LATENCY') => ({
  decider: {
    operator: 'lt',
    ...config,
    in_ports: { lhs: signal(lhs), rhs: { constant_signal: { value: 75 } } },
    out_ports: { output: signal('FORWARD') },
  },
});

test('criteria on readings follow from one tick, in a blueprint too', () => {
  expect(followsFromOneTick(latencyPlan())).toBe(true);
  const driver = (list: string, own: string) =>
    renderedPlan({ drivers: `${list}: [{selectors: [{service: any, control_point: c}], ${own}}]` }).plan;
  const criteria = 'criteria: {forward: {threshold: 75}, reset: {threshold: 100}}';
  expect(followsFromOneTick(driver('average_latency_drivers', `window: 30s, ${criteria}`))).toBe(true);
});

test.each([
  ['a criterion that waits to be true', [promql('LATENCY', 'q'), decider({ true_for: '2s' })]],
  ['a criterion that waits to be false', [promql('LATENCY', 'q'), decider({ false_for: '2s' })]],
  ['a query that is not evaluated on every tick', [promql('LATENCY', 'q', '2s'), decider({})]],
  [
    'an average',
    [
      promql('LATENCY', 'q'),
      {
        ema: {
          parameters: { ema_window: '10s', warmup_window: '2s' },
          in_ports: { input: signal('LATENCY') },
          out_ports: { output: signal('EMA') },
        },
      },
      decider({}, 'EMA'),
    ],
  ],
  [
    'a loop',
    [
      promql('LATENCY', 'q'),
      {
        or: {
          in_ports: { inputs: [signal('LATENCY'), signal('FORWARD')] },
          out_ports: { output: signal('FORWARD') },
        },
      },
    ],
  ],
])('%s does not', (_, components) => {
  expect(followsFromOneTick(forward(...components))).toBe(false);
});

test('what stands beside the ramp does not matter', () => {
  const beside = { pulse_generator: { out_ports: { output: signal('PULSE') } } };
  expect(followsFromOneTick(forward(promql('LATENCY', 'q'), decider({}), beside))).toBe(true);
});
