import { expect, it } from 'vitest';
import { findBlueprint } from '../../../src/blueprint/catalog.ts';
import { checkValues } from '../../../src/blueprint/check.ts';
import { repair } from '../../../src/blueprint/repair.ts';
import { assign, parseAssignment } from '../../../src/text/assign.ts';
import { parseYaml } from '../../../src/text/yaml.ts';
import { exampleValues } from '../../support/values.ts';

const blueprint = await findBlueprint('promql');
const whole = parseYaml(exampleValues('promql'), 'v.yaml');
const ramp = 'policy.load_ramp';
const driver = 'policy.drivers.promql_drivers[0]';

it.each<[string, string, 'whole' | 'partial']>([
  ['nothing wrong', 'policy.rollout=true', 'whole'],
  ['a value of another type', `${ramp}.steps[0].target_accept_percentage=ten`, 'whole'],
  ['a list of another type', `${ramp}.steps=none`, 'whole'],
  ['a list entry of another type', 'policy.resources.flow_control.classifiers=[5]', 'whole'],
  ['a key missing', `${driver}.query_string=null`, 'whole'],
  [
    'a value of another type in a criterion',
    `${driver}.criteria.forward={threshold: 1, operater: gt}`,
    'whole',
  ],
  [
    'an entry more than there was',
    `${ramp}.steps[2]={duration: soon, target_accept_percentage: 100}`,
    'whole',
  ],
  ['a component of the user', 'policy.components=[5]', 'whole'],
  ['a criterion of another type', `${driver}.criteria.forward=5`, 'whole'],
  ['a criterion misspelt', `${driver}.criteria.bakward={threshold: 1, operator: gt}`, 'partial'],
  ['criteria of another type', `${driver}.criteria=5`, 'partial'],
  ['a driver of another type', 'policy.drivers.promql_drivers=[5]', 'partial'],
  ['drivers of another type', 'policy.drivers=5', 'partial'],
  ['a key that may be misspelt', 'policy.driver={}', 'partial'],
  ['everything', 'policy=5', 'whole'],
])('repairs values with %s', async (_, setting, expected) => {
  const { document, faults } = await checkValues(blueprint, assign(whole, [parseAssignment(setting)]));
  const { value, isPartial } = (await repair(blueprint, document, faults))!;
  expect(isPartial ? 'partial' : 'whole').toBe(expected);
  const again = await checkValues(blueprint, { ...document, value });
  expect(again.faults.filter((fault) => !fault.startsWith('/policy/components/'))).toEqual([]);
});

it('takes the minimal values where repair of single faults fails', async () => {
  const { document } = await checkValues(blueprint, whole);
  const { value, isPartial } = (await repair(blueprint, document, ['']))!;
  expect(isPartial).toBe(true);
  expect((await checkValues(blueprint, { ...document, value })).faults).toEqual([]);
});

it('leaves what it was given as it was', async () => {
  const { document, faults } = await checkValues(
    blueprint,
    assign(whole, [parseAssignment('policy.rollout=maybe')]),
  );
  const before = JSON.stringify(document.value);
  await repair(blueprint, document, faults);
  expect(JSON.stringify(document.value)).toBe(before);
});
