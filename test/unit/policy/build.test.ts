import { expect, test } from 'vitest';
import { compile } from '../../../src/circuit/compile.ts';
import {
  and,
  boolVariable,
  constant,
  decider,
  ema,
  firstValid,
  inverter,
  loadRamp,
  multiply,
  or,
  query,
  signal,
} from '../../../src/policy/build.ts';

test('everything it builds is of the language: it compiles and is connected', () => {
  const components = [
    query('up', 'UP', '1s'),
    ema({ ema_window: '5s', warmup_window: '1s' }, signal('UP'), 'AVERAGE'),
    multiply(signal('AVERAGE'), constant(2), 'LIMIT'),
    decider('lt', signal('UP'), signal('LIMIT'), 'BELOW'),
    inverter(signal('BELOW'), 'ABOVE'),
    boolVariable(true, 'rollout', 'ON'),
    firstValid([signal('BELOW'), constant(1)], 'SURE'),
    and([signal('SURE'), signal('ON')], 'FORWARD'),
    or([signal('ABOVE')], 'BACKWARD'),
    or([], 'RESET'),
    loadRamp(
      {
        sampler: { selectors: [{ control_point: 'x' }] },
        steps: [{ target_accept_percentage: 100, duration: '1s' }],
      },
      { forward: 'FORWARD', backward: 'BACKWARD', reset: 'RESET' },
      'pass_through_label_values',
    ),
  ];
  const { plan, diagnostics } = compile({ evaluation_interval: '1s', components }, (path) => ({ path }));
  expect(diagnostics).toEqual([]);
  expect(plan?.tree.map(({ kind }) => kind.kind)).toEqual([
    'promql',
    'ema',
    'arithmetic_combinator',
    'decider',
    'inverter',
    'bool_variable',
    'first_valid',
    'and',
    'or',
    'or',
    'load_ramp',
  ]);
  expect(plan?.dynamic.map(({ key }) => key)).toContain('rollout');
});
