import { expect, test } from 'vitest';
import { validate, validatorOf } from '../../../src/schema/validate.ts';
import { parseYaml } from '../../../src/text/yaml.ts';

test('a published schema by its short name or its id', async () => {
  expect(await validatorOf('policy')).toBe(await validatorOf('/schemas/policy.schema.json'));
  await expect(validatorOf('nothing')).rejects.toThrow('no schema nothing');
});

test('a policy that is none', async () => {
  const faults = await validate('policy', parseYaml('circuit:\n  componets: []', 'p.yaml'));
  expect(faults.map(({ message, line }) => `${line} ${message}`)).toEqual([
    '2 circuit: unknown key "componets", did you mean "components"?',
  ]);
});
