import { describe, expect, test } from 'vitest';
import { blueprintOf, compileLoaded, loadPolicy, type PolicyRequest } from '../../../src/cli/load-policy.ts';
import { RolloutError } from '../../../src/errors/rollout-error.ts';
import { parseAssignment } from '../../../src/text/assign.ts';
import { fakeIO } from '../../support/fake-io.ts';
import { exampleValues } from '../../support/values.ts';

const POLICY =
  'circuit: {components: [{inverter: {in_ports: {input: {signal_name: MISSING}}, out_ports: {output: {signal_name: X}}}}]}';
const files = {
  'values.yaml': exampleValues('promql'),
  'nameless.yaml': exampleValues('promql').replace(/^#.*\n/gm, ''),
  'policy.yaml': POLICY,
  'good.yaml': 'circuit: {}',
  'strange.yaml': 'a: 1',
};
const load = (options: PolicyRequest) => loadPolicy(options, fakeIO({ files }));
const faultOf = (attempt: Promise<unknown>) => attempt.catch((problem) => problem.diagnostics[0]);
const codesOf = (attempt: Promise<unknown>) =>
  attempt.then(
    () => 'none',
    (problem) =>
      problem instanceof RolloutError ? problem.diagnostics.map(({ code }) => code).join() : String(problem),
  );

describe('where a policy comes from', () => {
  test.each<[PolicyRequest, string]>([
    [{ valuesFile: 'values.yaml' }, 'checkout-v2'],
    [{ blueprint: 'promql', valuesFile: 'nameless.yaml' }, 'checkout-v2'],
    [{ blueprint: 'base', valuesFile: 'values.yaml' }, 'checkout-v2'],
    [
      {
        valuesFile: 'values.yaml',
        assignments: [
          parseAssignment('policy.policy_name=other'),
          parseAssignment('policy.policy_name=last'),
        ],
      },
      'last',
    ],
    [{ policyFile: 'good.yaml' }, 'good'],
  ])('%j', async (options, name) => {
    expect((await load(options)).name).toBe(name);
  });

  test.each<[PolicyRequest, string]>([
    [{ valuesFile: 'nameless.yaml' }, 'USAGE_MISSING'],
    [{ valuesFile: 'policy.yaml' }, 'VALUES_WRONG_DOCUMENT'],
    [{ policyFile: 'values.yaml' }, 'VALUES_WRONG_DOCUMENT'],
    [{ valuesFile: 'nowhere.yaml' }, 'FILE_MISSING'],
    [{ blueprint: 'prompl', valuesFile: 'values.yaml' }, 'UNKNOWN_BLUEPRINT'],
    [
      { blueprint: 'promql', assignments: [parseAssignment('policy.rollout=true')] },
      'VALUES_MISSING_KEY,VALUES_MISSING_KEY,VALUES_MISSING_KEY',
    ],
  ])('%j has the fault %s', async (options, codes) => {
    expect(await codesOf(load(options))).toBe(codes);
  });

  test('a flag is where its fault is', async () => {
    const problem = await load({
      valuesFile: 'values.yaml',
      assignments: [parseAssignment('policy.evaluation_interval=0s')],
    }).catch((thrown) => thrown);
    expect(problem.diagnostics).toEqual([
      expect.objectContaining({
        code: 'VALUES_FORMAT',
        file: '--set policy.evaluation_interval=0s',
        line: null,
      }),
    ]);
  });
});

test('a fault of the circuit is located in the file the policy was read from', async () => {
  const loaded = await load({ policyFile: 'policy.yaml' });
  expect(() => compileLoaded(loaded)).toThrow(RolloutError);
  const problem = (() => {
    try {
      return compileLoaded(loaded);
    } catch (thrown) {
      return thrown as RolloutError;
    }
  })();
  expect(problem.diagnostics[0]).toMatchObject({
    code: 'CIRCUIT_UNDEFINED_SIGNAL',
    file: 'policy.yaml',
    line: 1,
    path: 'circuit.components[0].inverter.in_ports.input.signal_name',
  });
});

test.each([
  ['# blueprint: promql\na: 1', 'policies/feature-rollout/promql'],
  ['# yaml-language-server: x\n#blueprint:  base  \n', 'policies/feature-rollout/base'],
  ['a: 1 # blueprint: promql', undefined],
  ['', undefined],
])('%j names %s', async (text, name) => {
  expect((await blueprintOf(text, {}))?.name).toBe(name);
});

test('a blueprint that is none is refused where the file names it', async () => {
  const text = 'policy: {}\n#  blueprint: prompl \n';
  expect(await faultOf(blueprintOf(text, { valuesFile: 'v.yaml' }))).toMatchObject({
    code: 'UNKNOWN_BLUEPRINT',
    file: 'v.yaml',
    line: 2,
    column: 15,
    source: '#  blueprint: prompl',
  });
});
