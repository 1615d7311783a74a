import { expect, it } from 'vitest';
import { explainSignal } from '../../../src/rollout/explain.ts';
import { compare, planOf, promql } from '../../support/plans.ts';

const list = (kind: string, output: string, ...inputs: string[]) => ({
  [kind]: {
    in_ports: { inputs: inputs.map((signal_name) => ({ signal_name })) },
    out_ports: { output: { signal_name: output } },
  },
});
const plan = planOf([
  promql('LATENCY', 'latency'),
  promql('ERRORS', 'errors'),
  compare('LATENCY', 'gt', 75, 'SLOW'),
  compare('ERRORS', 'gt', 0.1, 'FAILING'),
  { bool_variable: { config_key: 'rollout', out_ports: { output: { signal_name: 'ROLLOUT' } } } },
  { variable: { constant_output: { value: 7 }, out_ports: { output: { signal_name: 'LIMIT' } } } },
  list('or', 'BAD', 'SLOW', 'FAILING'),
  {
    inverter: { in_ports: { input: { signal_name: 'BAD' } }, out_ports: { output: { signal_name: 'GOOD' } } },
  },
  list('first_valid', 'GOOD_OR_NOT', 'GOOD', 'ROLLOUT'),
  list('and', 'GO', 'GOOD_OR_NOT', 'ROLLOUT'),
  {
    switcher: {
      in_ports: {
        switch: { signal_name: 'SLOW' },
        on_signal: { signal_name: 'LIMIT' },
        off_signal: { signal_name: 'LATENCY' },
      },
      out_ports: { output: { signal_name: 'CHOSEN' } },
    },
  },
]);

function why(signal: string, latency: number, errors: number): string {
  const { frame, tick } = plan.start();
  frame[plan.queries[0]!.resultSlot] = latency;
  frame[plan.queries[1]!.resultSlot] = errors;
  tick();
  return explainSignal(plan, frame, `root/${signal}`);
}

it.each([
  ['SLOW', 81.2, 0, 'SLOW: LATENCY = 81.2 > 75'],
  ['SLOW', 50, 0, 'SLOW: LATENCY = 50 is not > 75'],
  ['SLOW', Number.NaN, 0, 'SLOW: LATENCY has no value'],
  ['ROLLOUT', 0, 0, 'ROLLOUT: rollout is false'],
  ['LIMIT', 0, 0, 'LIMIT: constant_output is 7'],
  ['LATENCY', 12.3456789, 0, 'LATENCY = 12.3457'],
  ['BAD', 81.2, 0, 'SLOW: LATENCY = 81.2 > 75'],
  ['BAD', 50, 0, 'SLOW: LATENCY = 50 is not > 75; FAILING: ERRORS = 0 is not > 0.1'],
  ['GOOD_OR_NOT', 81.2, 0.5, 'SLOW: LATENCY = 81.2 > 75; FAILING: ERRORS = 0.5 > 0.1'],
  ['GO', 50, 0, 'ROLLOUT: rollout is false'],
  ['CHOSEN', 81.2, 0, 'LIMIT: constant_output is 7; SLOW: LATENCY = 81.2 > 75'],
])('%s at latency %s and errors %s', (signal, latency, errors, expected) => {
  expect(why(signal, latency, errors)).toBe(expected);
});

it.each<[string, number[], string]>([
  ['met, but not yet for as long as it must be', [80], 'SLOW: LATENCY = 80 > 75, not yet for 2 s'],
  ['met for long enough', [80, 80, 80], 'SLOW: LATENCY = 80 > 75'],
  [
    'not met any more, but not yet for long enough',
    [80, 80, 80, 50],
    'SLOW: LATENCY = 50 is not > 75, not yet for 3 s',
  ],
  [
    'without a value, but not yet for long enough',
    [80, 80, 80, Number.NaN],
    'SLOW: LATENCY has no value, not yet for 3 s',
  ],
  ['not met for long enough', [80, 80, 80, 50, 50, 50, 50], 'SLOW: LATENCY = 50 is not > 75'],
])('a criterion that must be met for a while: %s', (_title, readings, expected) => {
  const slow = compare('LATENCY', 'gt', 75, 'SLOW');
  Object.assign(slow.decider, { true_for: '2s', false_for: '3s' });
  const waiting = planOf([promql('LATENCY', 'up'), slow]);
  const { frame, tick } = waiting.start();
  for (const reading of readings) {
    frame[waiting.queries[0]!.resultSlot] = reading;
    tick();
  }
  expect(explainSignal(waiting, frame, 'root/SLOW')).toBe(expected);
});
