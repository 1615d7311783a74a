import { describe, expect, test } from 'vitest';
import type { Operation, Resource } from '../../../../../src/control/actuators/kubernetes/mark.ts';
import { markOf, markOperations } from '../../../../../src/control/actuators/kubernetes/mark.ts';
import { lookAtRule, managerOf } from '../../../../../src/control/actuators/kubernetes/route.ts';
import { roundDown } from '../../../../../src/control/actuators/rounding.ts';
import { actuatorKinds } from '../../../../../src/control/actuators.ts';
import { type Diagnostic, diagnostic } from '../../../../../src/errors/rollout-error.ts';
import { decisionOf } from '../../../../support/test-world.ts';

const PATH = '/spec/rules/0/backendRefs';

/** A rule with weights, the feature first, then what is stable, then others. */
function ruleOf(weights: readonly number[], more: { total?: number; foreign?: Diagnostic } = {}) {
  const names = ['feature', 'stable', 'other', 'another'];
  const destinations = weights.map((weight, i) => ({ name: names[i]!, weight }));
  const shape = { path: PATH, list: destinations, destinations, feature: 'feature', stable: 'stable' };
  return { ...shape, total: 100_000, ...more };
}

const round = (percentage: number) => roundDown(percentage, 3);
const look = (...given: Parameters<typeof ruleOf>) => lookAtRule(ruleOf(...given), round);
const weightsOf = (operations: readonly Operation[]) =>
  Object.fromEntries(operations.slice(1).map(({ path, value }) => [path, value]));
const edited = (percentage: number, ...given: Parameters<typeof ruleOf>) =>
  weightsOf(look(...given).edit(decisionOf({ percentage })));

describe('what two weights say', () => {
  test.each([
    [[0, 100], 0],
    [[100, 0], 100],
    [[1, 2], 33.333],
    [[500, 99_500], 0.5],
    [[0, 0], 0],
    [[1_000_000, 1_000_000], 50],
  ])('%j is %d %%', (weights, percentage) => {
    expect(look(weights)).toMatchObject({ percentage, foreign: undefined });
  });

  test('of three nobody says a percentage', () => {
    const { percentage, foreign } = look([10, 80, 10]);
    expect([percentage, foreign?.code]).toEqual([undefined, 'ROUTE_CROWDED']);
  });

  test.each([
    [['a', 'stable'], 'the route has no destination feature, it has a, stable'],
    [[], 'the route has no destination feature, it has none'],
    [['feature'], 'the route has no destination stable, it has feature'],
    [['feature', 'stable', 'feature'], 'the route has the destination feature twice'],
  ])('%j is refused', (names, why) => {
    const destinations = names.map((name) => ({ name, weight: 1 }));
    expect(() => lookAtRule({ ...ruleOf([]), destinations }, round)).toThrow(
      expect.objectContaining({ message: why }),
    );
  });
});

describe('the weights that are written', () => {
  test.each([
    [0, 0, 100_000],
    [0.001, 1, 99_999],
    [12.345, 12_345, 87_655],
    [100, 100_000, 0],
  ])('%d %% is %d to %d, after a test of the whole list', (percentage, feature, stable) => {
    expect(look([1, 9]).edit(decisionOf({ percentage }))).toEqual([
      { op: 'test', path: PATH, value: ruleOf([1, 9]).list },
      { op: 'add', path: `${PATH}/0/weight`, value: feature },
      { op: 'add', path: `${PATH}/1/weight`, value: stable },
    ]);
  });

  test('every percentage has weights of the total, none of which rounds up', () => {
    for (let i = 0; i <= 100_000; i += 7) {
      const { [`${PATH}/0/weight`]: feature, [`${PATH}/1/weight`]: stable } = edited(i / 1000, [1, 1]);
      expect([feature, (feature as number) + (stable as number)]).toEqual([i, 100_000]);
    }
  });

  test.each([
    [0, [10, 80, 10], [0, 90]],
    [0, [30, 60], [0, 90]],
    [10, [30, 60], [9, 81]],
  ])(
    '%d %% of weights that are somebody else’s keeps their sum: %j becomes %j',
    (percentage, weights, [feature, stable]) => {
      expect(
        edited(percentage, weights, { foreign: diagnostic('ROUTE_MANAGED', { manager: 'flagger' }) }),
      ).toEqual({
        [`${PATH}/0/weight`]: feature,
        [`${PATH}/1/weight`]: stable,
      });
    },
  );
});

const resource = (metadata: object = {}): Resource => ({
  metadata: { name: 'checkout', resourceVersion: '7', ...metadata },
});

describe('what was told is noted in an annotation', () => {
  const mark = { number: 3, percentage: 20 };

  test('nobody else has written since: the version is tested at first, then the annotation', () => {
    const value = JSON.stringify({ 'a/0': mark });
    const path = '/metadata/annotations/rolloutctl~1told';
    const version = { op: 'test', path: '/metadata/resourceVersion', value: '7' };
    expect(markOperations(resource(), 'a/0', mark)).toEqual([
      version,
      { op: 'add', path: '/metadata/annotations', value: {} },
      { op: 'add', path, value },
    ]);
    expect(markOperations(resource({ annotations: { a: 'b' } }), 'a/0', mark)).toEqual([
      version,
      { op: 'add', path, value },
    ]);
    const marked = resource({ annotations: { 'rolloutctl/told': value } });
    expect(markOf(marked, 'a/0')).toEqual(mark);
    expect(markOf(marked, 'a/1')).toBeUndefined();
    expect(markOperations(marked, 'b/0', mark)).toEqual([
      { op: 'test', path, value },
      { op: 'replace', path, value: JSON.stringify({ 'a/0': mark, 'b/0': mark }) },
    ]);
  });

  test.each(['not JSON', '[]', '{"a/0": 3}', '{"a/0": {"number": "3"}}'])('%j is no note', (text) => {
    expect(markOf(resource({ annotations: { 'rolloutctl/told': text } }), 'a/0')).toBeUndefined();
  });
});

test.each([
  ['flagger', { 'f:spec': { 'f:http': {} } }, 'flagger manages its weights'],
  ['rollouts-controller', { 'f:spec': { 'f:http': {} } }, 'rollouts-controller manages its weights'],
  ['flagger', { 'f:metadata': {} }, undefined],
  ['kubectl-edit', { 'f:spec': { 'f:http': {} } }, undefined],
])('%s with %j', (manager, fieldsV1, why) => {
  expect(managerOf(resource({ managedFields: [{ manager, fieldsV1 }] }), 'http')?.message).toBe(why);
});

describe('keys that the schema cannot check', () => {
  const faultsOf = (kind: string, config: object) =>
    actuatorKinds.find((one) => one.kind === kind)!.check!(config).map(({ path }) => path);
  const at = { namespace: 'shop', name: 'checkout' };
  const hosts = { feature: 'a', stable: 'b' };
  const operation = { op: 'replace', path: '/spec/weight', value: '{percentage}' };
  const patch = { ...at, api_version: 'v1', resource: 'things', patch: [operation], read: '/spec/weight' };

  test.each([
    ['virtual_service', { ...at, ...hosts }, []],
    ['virtual_service', { ...at, ...hosts, stable: 'a' }, ['stable']],
    ['virtual_service', { ...at, ...hosts, name: 'Check/out' }, ['name']],
    ['http_route', { ...at, feature: 'a', stable: 'a' }, ['stable']],
    ['http_route', { ...at, feature: 'a', stable: 'b', namespace: 'a.b' }, ['namespace']],
    ['feature_flag', { ...at, flag: 'f', off: 'on' }, ['off']],
    ['config_map', { ...at, flag: 'f', key: 'k', name: '..' }, ['name']],
    ['patch', patch, []],
    ['patch', { ...patch, resource: 'Thing' }, ['resource']],
    ['patch', { ...patch, api_version: 'nope' }, ['api_version']],
    ['patch', { ...patch, patch: [{ ...operation, value: 7 }] }, ['patch']],
    ['patch', { ...patch, patch: [operation, { ...operation, path: '/list/-' }] }, ['patch[1].path']],
  ])('%s %j', (kind, config, paths) => {
    expect(faultsOf(kind, config)).toEqual(paths);
  });
});
