import { expect, it } from 'vitest';
import { findBlueprint } from '../../../src/blueprint/catalog.ts';
import { checkValues } from '../../../src/blueprint/check.ts';
import { mend } from '../../../src/blueprint/mend.ts';
import { assign, parseSet } from '../../../src/blueprint/set.ts';
import { parseYaml } from '../../../src/text/yaml.ts';
import { exampleValues } from '../../support/values.ts';

const blueprint = await findBlueprint('promql');
const whole = parseYaml(exampleValues('promql'), 'v.yaml');
const ramp = 'policy.load_ramp';
const driver = 'policy.drivers.promql_drivers[0]';

it.each<[string, string, boolean]>([
  ['nothing wrong', 'policy.rollout=true', true],
  ['a value of another type', `${ramp}.steps[0].target_accept_percentage=ten`, true],
  ['a section of another type', 'policy.drivers=5', true],
  ['a list of another type', `${ramp}.steps=none`, true],
  ['a key too many', 'policy.polcy=1', true],
  ['a key missing', `${driver}.query_string=null`, true],
  [
    'a key misspelt, so that another one is missing',
    `${driver}.criteria={forward: {threshold: 1, operater: gt}}`,
    true,
  ],
  ['an entry the example has not', `${ramp}.steps[2]={duration: soon, target_accept_percentage: 100}`, true],
  ['a component of the user', 'policy.components=[5]', true],
  ['everything', 'policy=5', true],
])('makes values of those with %s', async (_, setting, expected) => {
  const { document, faults } = await checkValues(blueprint, assign(whole, [parseSet(setting)]));
  const mended = await mend(blueprint, document, faults);
  expect(mended !== undefined).toBe(expected);
  const again = await checkValues(blueprint, { ...document, value: mended });
  expect(again.faults.filter((fault) => !fault.startsWith('/policy/components/'))).toEqual([]);
});

it('leaves what it was given as it was', async () => {
  const { document, faults } = await checkValues(
    blueprint,
    assign(whole, [parseSet('policy.rollout=maybe')]),
  );
  const before = JSON.stringify(document.value);
  await mend(blueprint, document, faults);
  expect(JSON.stringify(document.value)).toBe(before);
});

it('gives up where the document is none', async () => {
  expect(await mend(blueprint, { ...whole, value: 5 }, [''])).toBeUndefined();
});
