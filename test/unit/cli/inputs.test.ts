import { describe, expect, test } from 'vitest';
import { compileLoaded, loadPolicy, namedIn, type PolicyOptions } from '../../../src/cli/inputs.ts';
import { RolloutError } from '../../../src/errors/rollout-error.ts';
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
const load = (options: PolicyOptions) => loadPolicy(options, fakeIO({ files }));
const refusal = (attempt: Promise<unknown>) =>
  attempt.then(
    () => 'taken',
    (problem) =>
      problem instanceof RolloutError ? problem.diagnostics.map(({ code }) => code).join() : String(problem),
  );

describe('where a policy comes from', () => {
  test.each<[PolicyOptions, string]>([
    [{ valuesFile: 'values.yaml' }, 'checkout-v2'],
    [{ name: 'promql', valuesFile: 'nameless.yaml' }, 'checkout-v2'],
    [{ name: 'base', valuesFile: 'values.yaml' }, 'checkout-v2'],
    [{ valuesFile: 'values.yaml', set: ['policy.policy_name=other', 'policy.policy_name=last'] }, 'last'],
    [{ policyFile: 'good.yaml' }, 'good'],
  ])('%j', async (options, name) => {
    expect((await load(options)).name).toBe(name);
  });

  test.each<[PolicyOptions, string]>([
    [{}, 'USAGE_MISSING'],
    [{ name: 'promql' }, 'USAGE_MISSING'],
    [{ valuesFile: 'nameless.yaml' }, 'USAGE_MISSING'],
    [{ valuesFile: 'policy.yaml' }, 'VALUES_WRONG_DOCUMENT'],
    [{ policyFile: 'values.yaml' }, 'VALUES_WRONG_DOCUMENT'],
    [{ policyFile: 'good.yaml', valuesFile: 'values.yaml' }, 'USAGE_CONFLICT'],
    [{ policyFile: 'good.yaml', set: ['a=1'] }, 'USAGE_CONFLICT'],
    [{ policyFile: 'good.yaml', name: 'promql' }, 'USAGE_CONFLICT'],
    [{ valuesFile: 'nowhere.yaml' }, 'FILE_MISSING'],
    [{ name: 'prompl', valuesFile: 'values.yaml' }, 'UNKNOWN_BLUEPRINT'],
    [
      { name: 'promql', set: ['policy.rollout=true'] },
      'VALUES_MISSING_KEY,VALUES_MISSING_KEY,VALUES_MISSING_KEY',
    ],
  ])('%j is refused', async (options, codes) => {
    expect(await refusal(load(options))).toBe(codes);
  });

  test('a flag is where its fault is', async () => {
    const problem = await load({ valuesFile: 'values.yaml', set: ['policy.evaluation_interval=0s'] }).catch(
      (thrown) => thrown,
    );
    expect(problem.diagnostics).toEqual([
      expect.objectContaining({
        code: 'VALUES_FORMAT',
        file: '--set policy.evaluation_interval=0s',
        line: null,
      }),
    ]);
  });
});

test('what the circuit is refused for is told in the file it was read from', async () => {
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
  ['# blueprint: promql\na: 1', 'promql'],
  ['# yaml-language-server: x\n#blueprint:  a/b  \n', 'a/b'],
  ['a: 1 # blueprint: promql', undefined],
  ['', undefined],
])('%j names %s', (text, name) => {
  expect(namedIn(text)).toBe(name);
});
