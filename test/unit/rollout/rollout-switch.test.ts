import { expect, test } from 'vitest';
import { compile } from '../../../src/circuit/compile.ts';
import { rolloutSwitchOf } from '../../../src/rollout/rollout-switch.ts';

const variable = (config_key: string, constant_output: boolean, signal_name: string) => ({
  bool_variable: { config_key, constant_output, out_ports: { output: { signal_name } } },
});

const switchIn = (...components: readonly object[]) => {
  const { plan } = compile({ evaluation_interval: '1s', components }, () => ({}));
  return rolloutSwitchOf(plan!);
};

test('the first variable with the key rollout, its value and its signal', () => {
  const found = switchIn(
    variable('reset', false, 'RESET'),
    variable('rollout', true, 'ON'),
    variable('rollout', false, 'SECOND'),
  );
  expect(found).toMatchObject({ component: { id: 'root.1' }, isOn: true, output: 'root/ON' });
});

test('a variable in a nested circuit is one, too', () => {
  const nested = { nested_circuit: { components: [variable('rollout', false, 'ON')] } };
  expect(switchIn(nested)).toMatchObject({ isOn: false, output: 'root.0/ON' });
});

test('a policy without that key has none', () => {
  expect(switchIn(variable('reset', false, 'RESET'))).toBeUndefined();
});
