import { expect, test } from 'vitest';
import { findBlueprint } from '../../../src/blueprint/catalog.ts';
import { parametersOf } from '../../../src/blueprint/parameters.ts';

const parameters = parametersOf((await findBlueprint('base')).values());
const find = (path: string) => parameters.find((one) => one.path === path);

test.each([
  ['policy.policy_name', 'name', true, undefined, undefined],
  ['policy.rollout', 'true or false', false, false, undefined],
  ['policy.evaluation_interval', 'duration above zero', false, '1s', undefined],
  ['policy.load_ramp.steps[].duration', 'duration', true, undefined, undefined],
  ['policy.load_ramp.steps[].target_accept_percentage', 'number', true, undefined, '%'],
  [
    'policy.drivers.promql_drivers[].criteria.reset.operator',
    'gt | lt | gte | lte | eq | neq',
    true,
    undefined,
    undefined,
  ],
  ['policy.drivers.percentile_latency_drivers[].percentile', 'number', false, 95, '%'],
  ['policy.drivers.average_latency_drivers[].criteria.forward.threshold', 'number', true, undefined, 'ms'],
  [
    'policy.drivers.ema_latency_drivers[].criteria.reset.latency_tolerance_multiplier',
    'number',
    false,
    1.25,
    undefined,
  ],
  ['policy.components', 'list of mappings', false, [], undefined],
  ['dashboard.extra_filters', 'mapping', false, {}, undefined],
])('%s', (path, type, required, fallback, unit) => {
  expect(find(path)).toMatchObject({ path, type, required });
  expect([find(path)?.default, find(path)?.unit]).toEqual([fallback, unit]);
});

test('every parameter is described, once, and the language is not opened', () => {
  expect(parameters.filter(({ description }) => description === '')).toEqual([]);
  expect(new Set(parameters.map(({ path }) => path)).size).toBe(parameters.length);
  expect(parameters.filter(({ path }) => /components\[|resources\./.test(path))).toEqual([]);
});
