import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findBlueprint } from '../../../src/blueprint/catalog.ts';
import { checkValues } from '../../../src/blueprint/check.ts';
import { parseYaml } from '../../../src/text/yaml.ts';
import { root } from '../../support/script.ts';
import { exampleValues } from '../../support/values.ts';

const examples = join(root, 'examples/blueprints');
const checked = async (name: string, text: string, directory?: string) =>
  checkValues(await findBlueprint(name, directory), parseYaml(text, 'v.yaml'));
const faultsOf = async (name: string, text: string, directory?: string) =>
  (await checked(name, text, directory)).diagnostics.map(
    ({ file, line, column, code, path }) => `${file}:${line}:${column} ${code} ${path}`,
  );

/** The example of a blueprint with one of its texts replaced. */
const changed = (name: string, from: string, to: string) => {
  const text = exampleValues(name);
  expect(text).toContain(from);
  return text.replace(from, to);
};

describe('refused, at the line', () => {
  test.each([
    [
      'promql',
      'operator: lt',
      'operator: lessthan',
      'v.yaml:27:13 VALUES_ENUM policy.drivers.promql_drivers[0].criteria.forward.operator',
    ],
    [
      'promql',
      'threshold: 0.01',
      'threshold: .nan',
      'v.yaml:28:13 VALUES_TYPE policy.drivers.promql_drivers[0].criteria.forward.threshold',
    ],
    [
      'promql',
      'threshold: 0.01',
      'threshold: "0.01"',
      'v.yaml:28:13 VALUES_TYPE policy.drivers.promql_drivers[0].criteria.forward.threshold',
    ],
    [
      'promql',
      'policy_name: checkout-v2',
      'policy_name: ../../etc/x',
      'v.yaml:4:3 VALUES_FORMAT policy.policy_name',
    ],
    ['promql', 'policy_name: checkout-v2', 'policy_name:', 'v.yaml:4:3 VALUES_MISSING_KEY policy'],
    [
      'promql',
      'evaluation_interval: 30s',
      'evaluation_interval: 0s',
      'v.yaml:5:3 VALUES_FORMAT policy.evaluation_interval',
    ],
    [
      'promql',
      'promql_drivers:',
      'average_latency_drivers: []\n    promql_drivers:',
      'v.yaml:20:5 VALUES_UNKNOWN_KEY policy.drivers.average_latency_drivers',
    ],
    [
      'average-latency',
      'threshold: 75',
      'treshold: 75',
      'v.yaml:25:13 VALUES_UNKNOWN_KEY policy.drivers.average_latency_drivers[0].criteria.forward.treshold',
    ],
    [
      'average-latency',
      'duration: 0s',
      'duration: 0',
      'v.yaml:13:9 VALUES_FORMAT policy.load_ramp.steps[0].duration',
    ],
    [
      'average-latency',
      '            control_point: ingress\n        criteria',
      '        criteria',
      'v.yaml:21:13 VALUES_MISSING_KEY policy.drivers.average_latency_drivers[0].selectors[0]',
    ],
    [
      'percentile-latency',
      'percentile: 99',
      'percentile: 100',
      'v.yaml:26:9 VALUES_RANGE policy.drivers.percentile_latency_drivers[0].percentile',
    ],
    [
      'percentile-latency',
      'percentile: 99',
      'percentile: 0',
      'v.yaml:26:9 VALUES_RANGE policy.drivers.percentile_latency_drivers[0].percentile',
    ],
    [
      'ema-latency',
      'ema_window: 30m',
      'ema_window: half an hour',
      'v.yaml:24:11 VALUES_FORMAT policy.drivers.ema_latency_drivers[0].ema.ema_window',
    ],
  ])('%s with %s as %s', async (name, from, to, fault) => {
    expect(await faultsOf(name, changed(name, from, to))).toEqual([fault]);
  });

  test('components are checked against the whole language', async () => {
    const components =
      '  components:\n    - decidr: {}\n    - decider: {operator: gt, in_port: {}}\n    - {ema: {parameters: {ema_window: 1s}}}\n';
    expect(await faultsOf('average-latency', exampleValues('average-latency') + components)).toEqual([
      'v.yaml:31:7 VALUES_UNKNOWN_KEY policy.components[0].decidr',
      'v.yaml:32:31 VALUES_UNKNOWN_KEY policy.components[1].decider.in_port',
      'v.yaml:33:14 VALUES_MISSING_KEY policy.components[2].ema.parameters',
    ]);
  });

  test.each([
    ['a policy', 'circuit: {components: []}', 'v.yaml:1:1 VALUES_WRONG_DOCUMENT null'],
    ['a resource', 'kind: Policy\nmetadata: {}', 'v.yaml:1:1 VALUES_WRONG_DOCUMENT null'],
    ['a list', '- 1', 'v.yaml:1:1 NOT_A_MAPPING null'],
    ['text', 'hello', 'v.yaml:1:1 NOT_A_MAPPING null'],
  ])('%s given as values', async (_, text, fault) => {
    expect(await faultsOf('base', text)).toEqual([fault]);
  });
});

describe('taken', () => {
  test('null is the same as unset', async () => {
    const { document, diagnostics } = await checked(
      'ema-latency',
      changed('ema-latency', '        ema:', '        window: null\n        ema:').replace(
        '          reset:',
        '          backward: null\n          reset:',
      ),
    );
    expect(diagnostics).toEqual([]);
    const { policy } = document.value as { policy: { drivers: { ema_latency_drivers: readonly unknown[] } } };
    expect(policy.drivers.ema_latency_drivers).toEqual([
      expect.objectContaining({
        window: '30s',
        criteria: {
          forward: { latency_tolerance_multiplier: 1.1 },
          reset: { latency_tolerance_multiplier: 1.5 },
        },
      }),
    ]);
  });

  test('selector for selectors, with a warning', async () => {
    expect(
      await faultsOf(
        'percentile-latency',
        changed(
          'percentile-latency',
          '          selectors:\n            - service',
          '          selector:\n            - service',
        ),
      ),
    ).toEqual(['v.yaml:21:11 VALUES_ALIAS policy.drivers.percentile_latency_drivers[0].flux_meter']);
  });

  test('a fault under an alias is found where it was written', async () => {
    const text = changed(
      'percentile-latency',
      '          selectors:\n            - service: checkout.prod.svc',
      '          selector:\n            - service: 5',
    );
    expect(await faultsOf('percentile-latency', text)).toEqual([
      'v.yaml:21:11 VALUES_ALIAS policy.drivers.percentile_latency_drivers[0].flux_meter',
      'v.yaml:22:15 VALUES_TYPE policy.drivers.percentile_latency_drivers[0].flux_meter.selectors[0].service',
    ]);
  });
});

describe('a blueprint of a team', () => {
  const own = (text: string) => faultsOf('guarded-rollout', text, examples);
  const values = (rest: string) =>
    `policy:\n  policy_name: shop-x\n  load_ramp:\n    sampler:\n      selectors: [{control_point: c}]\n${rest}`;

  test('its preset fills in, its schema narrows', async () => {
    expect(await own(values(''))).toEqual([]);
    expect(await own(values('').replace('shop-x', 'cart-x'))).toEqual([
      'v.yaml:2:3 VALUES_FORMAT policy.policy_name',
    ]);
    expect(await own(values('    steps: [{target_accept_percentage: 1, duration: 1s}]'))).toEqual([
      'v.yaml:6:5 VALUES_EMPTY_LIST policy.load_ramp.steps',
    ]);
  });

  test('the schema of its renderer still holds, with one fault where both see it', async () => {
    expect(await own(values('  drivers: {promql_drivers: [{}]}'))).toEqual([
      'v.yaml:6:30 VALUES_MISSING_KEY policy.drivers.promql_drivers[0]',
    ]);
    expect(await own('policy: 5')).toEqual(['v.yaml:1:1 VALUES_TYPE policy']);
  });

  test('null takes a preset away', async () => {
    const { document } = await checked('guarded-rollout', values('  evaluation_interval: null\n'), examples);
    expect(document.value).toMatchObject({ policy: { evaluation_interval: '1s' } });
    expect(document.locate('/policy/load_ramp/steps/0/duration')).toMatchObject({
      file: expect.stringMatching(/blueprint\.yaml$/),
      line: 14,
    });
    expect(document.locate('/policy/load_ramp/sampler/selectors/0')).toMatchObject({
      file: 'v.yaml',
      line: 5,
    });
  });
});
