import { expect, test } from 'vitest';
import { controlsOf } from '../../../src/rollout/controls.ts';
import { compare, planOf, promql, ramp } from '../../support/plans.ts';
import { renderedPlan } from '../../support/rendered-plan.ts';

const variable = (config_key: string | undefined, signal: string) => ({
  bool_variable: { config_key, out_ports: { output: { signal_name: signal } } },
});

const logic = (kind: 'and' | 'or' | 'inverter', inputs: readonly string[], output: string) => ({
  [kind]: {
    in_ports:
      kind === 'inverter'
        ? { input: { signal_name: inputs[0] } }
        : { inputs: inputs.map((signal_name) => ({ signal_name })) },
    out_ports: { output: { signal_name: output } },
  },
});

const base = [promql('A', 'up'), compare('A', 'lt', 1, 'GOOD'), compare('A', 'gt', 2, 'BAD')];
const steps = [[100, '1m']] as const;

test('the blueprints have the usual keys', () => {
  expect(controlsOf(renderedPlan({}).plan)).toEqual({ rollout: 'rollout', reset: 'reset' });
});

test('other keys are found by where they lead, through logic in which they alone decide', () => {
  const plan = planOf([
    ...base,
    variable('go', 'GO'),
    variable('limits.stop', 'STOP'),
    logic('and', ['GO', 'GOOD'], 'INNER'),
    logic('or', ['INNER'], 'FORWARD'),
    logic('or', ['BAD', 'STOP'], 'RESET'),
    ramp(steps, { forward: 'FORWARD', reset: 'RESET' }),
  ]);
  expect(controlsOf(plan)).toEqual({ rollout: 'go', reset: 'limits.stop' });
});

test('the usual name goes before others that would do', () => {
  const plan = planOf([
    ...base,
    variable('canary', 'CANARY'),
    variable('rollout', 'ROLLOUT'),
    logic('and', ['CANARY', 'GOOD', 'ROLLOUT'], 'FORWARD'),
    ramp(steps, { forward: 'FORWARD' }),
  ]);
  expect(controlsOf(plan)).toEqual({ rollout: 'rollout', reset: undefined });
});

test('a variable that does not decide alone, has no key, or is turned around is none', () => {
  const plan = planOf([
    ...base,
    variable('rollout', 'EITHER'),
    variable('reset', 'BOTH'),
    variable(undefined, 'FIXED'),
    variable('stopped', 'STOPPED'),
    logic('inverter', ['STOPPED'], 'RUNS'),
    logic('or', ['EITHER', 'GOOD'], 'ANY'),
    logic('and', ['ANY', 'FIXED', 'RUNS'], 'FORWARD'),
    logic('and', ['BOTH', 'BAD'], 'RESET'),
    ramp(steps, { forward: 'FORWARD', reset: 'RESET' }),
  ]);
  expect(controlsOf(plan)).toEqual({ rollout: undefined, reset: undefined });
});

test('without a ramp there is nothing to steer', () => {
  expect(controlsOf(planOf([variable('rollout', 'GO')]))).toEqual({ rollout: undefined, reset: undefined });
});
