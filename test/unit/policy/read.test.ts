import { describe, expect, test } from 'vitest';
import { RolloutError } from '../../../src/errors/rollout-error.ts';
import { readPolicy, toPolicyName } from '../../../src/policy/read.ts';
import { writePolicy } from '../../../src/policy/write.ts';
import { parseYaml } from '../../../src/text/yaml.ts';

const read = (text: string, file = 'dir/My Policy.yaml') => readPolicy(parseYaml(text, file));
const CIRCUIT =
  'circuit: {evaluation_interval: 1m, components: [{variable: {constant_output: {value: 1}, config_key: null}}]}';
const RESOURCE = `apiVersion: fluxninja.com/v1alpha1
kind: Policy
metadata: {name: p, annotations: {a: b}, namespace: ns}
spec:
  ${CIRCUIT}
`;

describe('a policy is read', () => {
  test('bare: named after its file, nulls unset, durations spelled', async () => {
    const { name, resource } = await read(CIRCUIT);
    expect(name).toBe('my-policy');
    expect(resource).toEqual({
      apiVersion: 'fluxninja.com/v1alpha1',
      kind: 'Policy',
      metadata: { name: 'my-policy', labels: { 'fluxninja.com/validate': 'true' } },
      spec: {
        circuit: {
          evaluation_interval: '60s',
          components: [{ variable: { constant_output: { value: 1 } } }],
        },
      },
    });
  });

  test('bare, with the metadata some tools write into it', async () => {
    const { name, resource } = await read(`${CIRCUIT}\nmetadata: {name: given, values: "{}"}`);
    expect(name).toBe('given');
    expect(resource.spec).not.toHaveProperty('metadata');
  });

  test('as a resource, its metadata kept', async () => {
    const { name, resource, placeOf } = await read(RESOURCE);
    expect(name).toBe('p');
    expect(resource.metadata).toEqual({ name: 'p', annotations: { a: 'b' }, namespace: 'ns' });
    expect(placeOf('/circuit/components/0/variable')).toMatchObject({
      path: 'spec.circuit.components[0].variable',
      at: { line: 5 },
    });
  });

  test('as JSON; written and read again it is the same', async () => {
    const { resource } = await read(RESOURCE);
    const again = await read(writePolicy(resource, 'cr', 'json'));
    expect(again.resource).toEqual(resource);
    expect((await read(writePolicy(resource, 'spec'), 'p.yaml')).resource.spec).toEqual(resource.spec);
  });
});

describe('refused', () => {
  test.each([
    [
      'policy: {policy_name: x}',
      ['1 VALUES_WRONG_DOCUMENT this is the values of a blueprint, expected a policy'],
    ],
    ['- 1', ['1 NOT_A_MAPPING a policy must be a mapping (key: value), got a list of 1']],
    [
      'apiVersion: x\nspec: {}',
      [
        '1 VALUES_MISSING_KEY key "kind" is missing',
        '1 VALUES_MISSING_KEY key "metadata" is missing',
        '1 VALUES_ENUM apiVersion must be one of fluxninja.com/v1alpha1, got "x"',
        '2 VALUES_MISSING_KEY spec: key "circuit" is missing',
      ],
    ],
    ['resources: {}', ['1 VALUES_MISSING_KEY key "circuit" is missing']],
    [
      'kind: Deployment\nmetadata: {name: p}\nspec: {circuit: {}}',
      ['1 VALUES_ENUM kind must be one of Policy, got "Deployment"'],
    ],
    [
      'kind: Policy\nmetadata: {name: ../x}\nspec: {circuit: {}}',
      [
        '2 VALUES_FORMAT metadata.name must be a name of at most 253 lower-case letters, digits, `-` and `.`, got "../x"',
      ],
    ],
    [
      'circuit:\n  components:\n    - query: {promql: {query_string: 5}}\n    - __REQUIRED_FIELD__',
      [
        '3 VALUES_TYPE circuit.components[0].query.promql.query_string must be text, got 5',
        '4 VALUES_PLACEHOLDER circuit.components[1] still holds the placeholder __REQUIRED_FIELD__',
      ],
    ],
  ])('%s', async (text, expected) => {
    const problem = await read(text).catch((thrown) => thrown);
    expect(problem).toBeInstanceOf(RolloutError);
    expect(
      problem.diagnostics.map(
        ({ line, code, message }: { line: number; code: string; message: string }) =>
          `${line} ${code} ${message}`,
      ),
    ).toEqual(expected);
  });
});

test.each([
  ['My Policy_1', 'my-policy-1'],
  ['..', 'policy'],
  ['-', 'policy'],
  ['ok.name-1', 'ok.name-1'],
  ['x'.repeat(300), 'x'.repeat(253)],
])('%s is named %s', (text, name) => {
  expect(toPolicyName(text)).toBe(name);
});
