import { expect, test } from 'vitest';
import { checkDynamicKeys, checkDynamicValues, rootsOf } from '../../../src/run/dynamic-keys.ts';
import { planOf } from '../../support/plans.ts';

const { dynamic } = planOf([
  { bool_variable: { config_key: 'canary', out_ports: { output: { signal_name: 'ON' } } } },
  {
    variable: {
      constant_output: { value: 3 },
      config_key: 'limits.upper',
      out_ports: { output: { signal_name: 'UPPER' } },
    },
  },
]);
const faultsOf = (document: Readonly<Record<string, unknown>>) => {
  const placeOf = (path: string) => ({ path });
  const roots = rootsOf(dynamic.map(({ key }) => key));
  return [
    ...checkDynamicKeys(document, roots, placeOf),
    ...checkDynamicValues(document, dynamic, placeOf),
  ].map(({ code, path, message }) => `${code} ${path}: ${message}`);
};

test.each<[string, Readonly<Record<string, unknown>>, string[]]>([
  ['values of their keys', { rollout: true, canary: false, limits: { upper: { value: 5 } } }, []],
  ['null, which is no value', { canary: null, limits: { upper: null } }, []],
  [
    'a key nobody reads',
    { canari: true },
    ['DYNAMIC_UNKNOWN_KEY canari: unknown key "canari", did you mean "canary"?'],
  ],
  [
    'text for the switch of every policy',
    { rollout: 'T' },
    ['DYNAMIC_TYPE rollout: rollout must be true or false, got "T"'],
  ],
  ['a number for a switch', { canary: 1 }, ['DYNAMIC_TYPE canary: canary must be true or false, got 1']],
  ['a list for a switch', { canary: [1] }, ['DYNAMIC_TYPE canary: canary must be true or false, got [1]']],
  [
    'text for a number',
    { limits: { upper: { value: '3' } } },
    [
      'DYNAMIC_TYPE limits: limits.upper must be a mapping with value (a number) or special_value, got {"value":"3"}',
    ],
  ],
])('%s', (_, document, expected) => {
  expect(faultsOf(document)).toEqual(expected);
});
