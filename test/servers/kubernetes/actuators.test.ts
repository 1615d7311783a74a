import { FlagdCore } from '@openfeature/flagd-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { actuatorKinds } from '../../../src/control/actuators.ts';
import type { Decision } from '../../../src/control/decision.ts';
import { resourcePath } from '../../../src/control/kubernetes/resource.ts';
import { hasKubeApiServer, KubeApiServer } from '../../support/kube-api-server.ts';
import type { Manifest } from '../../support/kube-objects.ts';
import { call, decisionOf, testWorld } from '../../support/test-world.ts';

const CONFIRMED = { kind: 'confirmed' };
const ISTIO = { apiVersion: 'networking.istio.io/v1', kind: 'VirtualService' };
const GATEWAY = { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'HTTPRoute' };
const OPENFEATURE = { apiVersion: 'core.openfeature.dev/v1beta1', kind: 'FeatureFlag' };

const hosts = { feature: 'checkout/v2', stable: 'checkout/v1' };
const backends = { feature: 'checkout-v2', stable: 'checkout-v1' };

const istioRoute = (name: string, weights: readonly number[]) => ({
  name,
  route: weights.map((weight, i) => ({
    destination: { host: 'checkout', subset: ['v2', 'v1', 'v0'][i] },
    weight,
  })),
});
const gatewayRule = (weights: readonly number[]) => ({
  backendRefs: weights.map((weight, i) => ({ name: `checkout-v${2 - i}`, port: 80, weight })),
});

const variants = { on: true, off: false };
const flagDefinitions = {
  flags: {
    'new-checkout': { state: 'ENABLED', variants, defaultVariant: 'off' },
    other: { state: 'ENABLED', variants, defaultVariant: 'on' },
  },
};

/** A resource of its own for each test. */
let count = 0;
const nextName = () => `checkout-${++count}`;

const MANIFESTS: Readonly<Record<string, (name: string) => Manifest>> = {
  virtual_service: (name) => ({
    ...ISTIO,
    metadata: { name, namespace: 'shop' },
    spec: { hosts: ['checkout'], http: [istioRoute('other', [0, 100]), istioRoute('split', [0, 100])] },
  }),
  http_route: (name) => ({
    ...GATEWAY,
    metadata: { name, namespace: 'shop' },
    spec: { parentRefs: [{ name: 'gateway' }], rules: [gatewayRule([1, 1]), gatewayRule([0, 1])] },
  }),
  feature_flag: (name) => ({
    ...OPENFEATURE,
    metadata: { name, namespace: 'shop' },
    spec: { flagSpec: flagDefinitions },
  }),
  config_map: (name) => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, namespace: 'shop', annotations: { owner: 'team' } },
    data: { 'flags.json': JSON.stringify(flagDefinitions, null, 2), other: 'untouched' },
  }),
  patch: (name) => ({
    ...ISTIO,
    metadata: { name, namespace: 'shop' },
    spec: { hosts: ['0', '100'], http: [istioRoute('one', [0, 100])] },
  }),
};

const KEYS: Readonly<Record<string, object>> = {
  virtual_service: { route: 'split', ...hosts },
  http_route: { rule: 1, ...backends },
  feature_flag: { flag: 'new-checkout' },
  config_map: { flag: 'new-checkout', key: 'flags.json' },
  patch: {
    api_version: 'networking.istio.io/v1',
    resource: 'virtualservices',
    patch: [
      { op: 'replace', path: '/spec/http/0/route/0/weight', value: '{percentage}' },
      { op: 'replace', path: '/spec/http/0/route/1/weight', value: '{rest}' },
      { op: 'add', path: '/spec/hosts', value: ['at {percentage}', '{rest} are left'] },
    ],
    read: '/spec/http/0/route/0/weight',
  },
};

const RESOURCES: Readonly<Record<string, { apiVersion: string; resource: string }>> = {
  virtual_service: { apiVersion: ISTIO.apiVersion, resource: 'virtualservices' },
  http_route: { apiVersion: GATEWAY.apiVersion, resource: 'httproutes' },
  feature_flag: { apiVersion: OPENFEATURE.apiVersion, resource: 'featureflags' },
  config_map: { apiVersion: 'v1', resource: 'configmaps' },
  patch: { apiVersion: ISTIO.apiVersion, resource: 'virtualservices' },
};
const pathOf = (kind: string, name: string) => resourcePath({ ...RESOURCES[kind]!, namespace: 'shop', name });

interface Stored {
  // biome-ignore lint/suspicious/noExplicitAny: resources of five definitions
  readonly spec: any;
  readonly data: Readonly<Record<string, string>>;
  readonly metadata: { readonly annotations: Readonly<Record<string, string>> };
}

const weightsOf = (kind: string, { spec }: Stored): number[] => {
  const list = kind === 'http_route' ? spec.rules[1].backendRefs : spec.http.at(-1).route;
  return list.map(({ weight }: { weight: number }) => weight);
};

/** What takes the feature by hand to 50 %. */
const BY_HAND: Readonly<Record<string, readonly object[]>> = {
  virtual_service: [0, 1].map((i) => ({ op: 'replace', path: `/spec/http/1/route/${i}/weight`, value: 50 })),
  http_route: [0, 1].map((i) => ({
    op: 'replace',
    path: `/spec/rules/1/backendRefs/${i}/weight`,
    value: 50,
  })),
  feature_flag: [
    {
      op: 'replace',
      path: '/spec/flagSpec/flags/new-checkout/targeting',
      value: {
        fractional: [
          ['on', 50_000],
          ['off', 50_000],
        ],
      },
    },
  ],
  patch: [{ op: 'replace', path: '/spec/http/0/route/0/weight', value: 50 }],
};

describe.skipIf(!hasKubeApiServer())('targets on a real API server', () => {
  let server: KubeApiServer;
  const world = testWorld({ directory: '/' });
  beforeAll(async () => {
    server = await KubeApiServer.start('ann');
    await server.namespace('shop');
    for (const name of ['istio-virtualservice', 'gateway-httproute', 'openfeature-featureflag'])
      await server.install(name);
  });
  afterAll(() => server?.stop());

  async function make(kind: string, change: (made: Manifest) => Manifest = (made) => made) {
    const name = nextName();
    await server.create(change(MANIFESTS[kind]!(name)));
    return open(kind, name);
  }

  function open(kind: string, name: string, more: object = {}) {
    const found = actuatorKinds.find((one) => one.kind === kind)!;
    const config = { namespace: 'shop', name, kubeconfig: server.kubeconfig(), ...KEYS[kind], ...more };
    const actuator = found.open(config, world);
    const path = pathOf(kind, name);
    return {
      actuator,
      path,
      tell: (parts: Partial<Decision>) => actuator.apply(decisionOf(parts), call),
      read: () => actuator.read!(call),
      stored: () => server.get<Stored>(path),
    };
  }

  const reads = (percentage: number) => ({ kind: 'percentage', percentage });

  test.each(Object.keys(MANIFESTS))('%s climbs, reads back, and is killed', async (kind) => {
    const { tell, read, actuator } = await make(kind);
    expect(await read()).toEqual(reads(0));
    for (const [i, percentage] of [1, 12.5, 50, 100, 30].entries()) {
      expect(await tell({ percentage, number: 7 + i })).toEqual(CONFIRMED);
      expect(await read()).toEqual(reads(actuator.round(percentage)));
    }
    expect(await tell({ percentage: 30, number: 11 })).toEqual(CONFIRMED);
    expect(await actuator.rehearse!(call, 'run')).toBeUndefined();
    expect(await read()).toEqual(reads(30));
    expect(await tell({ percentage: 30, killed: true, number: 12 })).toEqual(CONFIRMED);
    expect(await read()).toEqual(reads(0));
  });

  test.each(Object.keys(MANIFESTS))(
    '%s refuses an old call, but 0; and what one decision raises twice',
    async (kind) => {
      const { tell, read } = await make(kind);
      expect(await tell({ percentage: 20, number: 9 })).toEqual(CONFIRMED);
      expect(await tell({ percentage: 40, number: 8 })).toMatchObject({
        kind: 'refused',
        why: expect.stringMatching(/^it was told decision 9 and this is 8: an old call, or another state/),
      });
      expect(await tell({ percentage: 40, number: 9 })).toMatchObject({ kind: 'refused' });
      expect(await tell({ percentage: 10, number: 9 })).toEqual(CONFIRMED);
      expect(await read()).toEqual(reads(10));
      expect(await tell({ percentage: 0, number: 3 })).toEqual(CONFIRMED);
      expect(await tell({ percentage: 10, number: 8 })).toMatchObject({ kind: 'refused' });
      expect(await read()).toEqual(reads(0));
      expect(await tell({ percentage: 5, number: 8, rollout: 'another' })).toEqual(CONFIRMED);
    },
  );

  test.each(Object.keys(BY_HAND))(
    '%s: an edit by hand is said, and taken over or lowered, never raised over',
    async (kind) => {
      const { tell, read, path, stored } = await make(kind);
      expect(await tell({ percentage: 20, number: 7 })).toEqual(CONFIRMED);
      await server.patch(path, BY_HAND[kind]!);
      expect(await read()).toEqual(reads(50));
      const before = await stored();
      expect(await tell({ percentage: 60, number: 8 })).toEqual({
        kind: 'refused',
        why: 'somebody else set 50 %, it was told 20 %',
        inForce: 50,
      });
      expect(await stored()).toEqual(before);
      expect(await tell({ percentage: 50, number: 9 })).toEqual(CONFIRMED);
      expect(await tell({ percentage: 60, number: 10 })).toEqual(CONFIRMED);
      await server.patch(path, BY_HAND[kind]!);
      expect(await tell({ percentage: 10, number: 11 })).toEqual(CONFIRMED);
      expect(await read()).toEqual(reads(10));
    },
  );

  test('less than it had confirmed is not raised, also where its mark is gone', async () => {
    const { tell, actuator, path, stored } = await make('http_route');
    expect(await tell({ percentage: 20, number: 7 })).toEqual(CONFIRMED);
    await server.patch(path, [
      { op: 'remove', path: '/metadata/annotations/rolloutctl~1told' },
      { op: 'replace', path: '/spec/rules/1/backendRefs/0/weight', value: 5000 },
      { op: 'replace', path: '/spec/rules/1/backendRefs/1/weight', value: 95_000 },
    ]);
    const before = await stored();
    const next = decisionOf({ percentage: 30, number: 8 });
    expect(await actuator.apply(next, { ...call, confirmed: 20 })).toEqual({
      kind: 'refused',
      why: 'somebody else set 5 %, it was told 20 %',
      inForce: 5,
    });
    expect(await stored()).toEqual(before);
  });

  test('whole percents of Istio add up to 100, thousandths of the Gateway API to 100,000; all else stays', async () => {
    const istio = await make('virtual_service');
    const before = await istio.stored();
    expect(await istio.tell({ percentage: 12.9 })).toEqual(CONFIRMED);
    const after = await istio.stored();
    expect(weightsOf('virtual_service', after)).toEqual([12, 88]);
    expect(after.spec.http[0]).toEqual(before.spec.http[0]);
    expect(JSON.parse(after.metadata.annotations['rolloutctl/told']!)).toEqual({
      'checkout-v2/split': { number: 7, percentage: 12 },
    });
    const gateway = await make('http_route');
    expect(await gateway.tell({ percentage: 0.0129 })).toEqual(CONFIRMED);
    expect(weightsOf('http_route', await gateway.stored())).toEqual([12, 99_988]);
    const template = await make('patch');
    expect(await template.tell({ percentage: 12.9 })).toEqual(CONFIRMED);
    const { spec } = await template.stored();
    expect(spec.hosts).toEqual(['at 12', '88 are left']);
  });

  test('two routes of one resource have a rollout each', async () => {
    const { tell, path } = await make('virtual_service');
    const name = path.split('/').at(-1)!;
    const second = open('virtual_service', name, { route: 0 });
    const tells = [tell({ percentage: 20 }), second.tell({ percentage: 30, rollout: 'search' })];
    expect(await Promise.all(tells)).toEqual([CONFIRMED, CONFIRMED]);
    const { spec } = await second.stored();
    expect(spec.http.map((one: { route: { weight: number }[] }) => one.route[0]!.weight)).toEqual([30, 20]);
  });

  test('an edit while it is told is not lost, and said', async () => {
    const { tell, path, stored } = await make('http_route');
    expect(await tell({ percentage: 1, number: 1 })).toEqual(CONFIRMED);
    const edit = (weight: number) =>
      server.patch(path, [
        { op: 'replace', path: '/spec/rules/1/backendRefs/0/weight', value: weight * 1000 },
        { op: 'replace', path: '/spec/rules/1/backendRefs/1/weight', value: 100_000 - weight * 1000 },
      ]);
    await edit(2);
    let isEnded = false;
    const editing = (async () => {
      for (let weight = 3; !isEnded; weight = (weight % 50) + 2) await edit(weight);
    })();
    const outcomes: string[] = [];
    for (let number = 2; number < 30; number++) outcomes.push((await tell({ percentage: 99, number })).kind);
    isEnded = true;
    await editing;
    expect(new Set(outcomes)).toEqual(new Set(['refused']));
    expect(await tell({ killed: true, number: 30 })).toEqual(CONFIRMED);
    expect(weightsOf('http_route', await stored())).toEqual([0, 100_000]);
  });

  test('a pass-through is told to flags, and keeps routes from being raised', async () => {
    const pass_through = { label_key: 'user', values: ['ann'] };
    const route = await make('http_route');
    expect(await route.tell({ percentage: 10, pass_through })).toEqual({
      kind: 'refused',
      why: 'a pass-through cannot be told to it',
      inForce: 0,
    });
    const flag = await make('feature_flag');
    expect(await flag.tell({ percentage: 10, pass_through })).toEqual(CONFIRMED);
    const { spec } = await flag.stored();
    expect(spec.flagSpec.flags['new-checkout'].targeting.if[0]).toEqual({ in: [{ var: 'user' }, ['ann']] });
    expect(spec.flagSpec.flags.other).toEqual(flagDefinitions.flags.other);
  });

  test.each(['feature_flag', 'config_map'])('%s: flagd decides 10,000 ids as it was told', async (kind) => {
    const { tell, stored } = await make(kind);
    const logger = { error() {}, warn() {}, info() {}, debug() {} };
    const core = new FlagdCore(undefined, logger);
    const decide = async () => {
      const { spec, data } = await stored();
      core.setConfigurations(data?.['flags.json'] ?? JSON.stringify(spec.flagSpec));
      const has = (id: number) =>
        core.resolveBooleanEvaluation('new-checkout', false, { targetingKey: `user-${id}` }, logger).value;
      return new Set(Array.from({ length: 10_000 }, (_, id) => id).filter(has));
    };
    expect(await tell({ percentage: 12.5, number: 1 })).toEqual(CONFIRMED);
    const few = await decide();
    expect(Math.abs(few.size - 1250)).toBeLessThan(150);
    expect(await tell({ percentage: 40, number: 2 })).toEqual(CONFIRMED);
    const many = await decide();
    expect(Math.abs(many.size - 4000)).toBeLessThan(200);
    expect([...few].filter((id) => !many.has(id))).toEqual([]);
    expect(await tell({ killed: true, number: 3 })).toEqual(CONFIRMED);
    expect((await decide()).size).toBe(0);
  });

  test('only the flag changes in the text of a ConfigMap', async () => {
    const { tell, stored } = await make('config_map');
    const { data } = await stored();
    expect(await tell({ percentage: 10 })).toEqual(CONFIRMED);
    const after = await stored();
    expect(after.data.other).toBe('untouched');
    expect(after.metadata.annotations.owner).toBe('team');
    const definitions = JSON.parse(after.data['flags.json']!);
    expect(definitions.flags.other).toEqual(flagDefinitions.flags.other);
    expect(after.data['flags.json']!.split('\n').length).toBe(data['flags.json']!.split('\n').length + 1);
  });

  describe('what is wrong is said, each in its words', () => {
    const refusal = (why: string | RegExp) =>
      expect.objectContaining({ kind: 'refused', why: expect.stringMatching(why) });

    test('three destinations: nothing is raised, and a kill takes the feature away', async () => {
      const weights = [10, 80, 10];
      const { tell, read, stored, actuator } = await make('http_route', (made) => ({
        ...made,
        spec: { rules: [gatewayRule([0, 1]), gatewayRule(weights)] },
      }));
      expect(await tell({ percentage: 20 })).toEqual(
        refusal(/^ROUTE_CROWDED the route has 3 destinations, not two; take/),
      );
      expect(await read()).toMatchObject({ kind: 'unreadable', isForeign: true });
      expect(await actuator.rehearse!(call, 'kill')).toBeUndefined();
      expect(weightsOf('http_route', await stored())).toEqual(weights);
      await tell({ killed: true });
      expect(weightsOf('http_route', await stored())).toEqual([0, 90, 10]);
    });

    test('weights that somebody else manages', async () => {
      const { tell, path } = await make('virtual_service');
      await server.patch(
        path,
        [{ op: 'replace', path: '/spec/http/1/route/0/weight', value: 30 }],
        'flagger',
      );
      expect(await tell({ percentage: 40 })).toEqual(refusal(/^ROUTE_MANAGED flagger manages its weights; /));
      const other = await make('virtual_service', (made) => ({
        ...made,
        spec: { hosts: ['a'], http: [istioRoute('split', [30, 60])] },
      }));
      expect(await other.tell({ percentage: 40 })).toEqual(
        refusal(/^ROUTE_WEIGHTS its weights add up to 90, not 100: somebody else sets them; /),
      );
      expect(await other.tell({ killed: true })).toEqual(CONFIRMED);
      expect(weightsOf('virtual_service', await other.stored())).toEqual([0, 90]);
    });

    test.each([
      [
        'virtual_service',
        { route: 'splt' },
        /^ROUTE_MISSING it has no HTTP route splt, it has other, split; name another with `route`$/,
      ],
      [
        'http_route',
        { rule: 7 },
        /^ROUTE_MISSING it has no rule 7 with backends, it has 2 rules; name another with `rule`$/,
      ],
      [
        'http_route',
        { feature: 'v3' },
        /^ROUTE_DESTINATION the route has no destination v3, it has checkout-v2, checkout-v1; /,
      ],
      ['feature_flag', { flag: 'new-chekout' }, /FLAG_MISSING .*did you mean "new-checkout"/],
      ['feature_flag', { on: 'yes' }, /FLAG_(RULES|VARIANT)/],
      [
        'config_map',
        { key: 'flags.yaml' },
        /^KUBERNETES_KEY ConfigMap shop\/\S+ has no key flags.yaml, it has flags.json, other; /,
      ],
      [
        'patch',
        { read: '/spec/nothing' },
        /^KUBERNETES_PERCENTAGE what it has at \/spec\/nothing is no percentage: nothing; /,
      ],
    ])('%s with %j', async (kind, keys, why) => {
      const { path } = await make(kind);
      const { tell, read } = open(kind, path.split('/').at(-1)!, keys);
      expect(await tell({ percentage: 20 })).toEqual(refusal(why));
      expect((await read()).kind).toBe(kind === 'feature_flag' && 'on' in keys ? 'percentage' : 'unreadable');
    });

    test('no resource, no definition, no right, no kubeconfig, nobody there', async () => {
      const missing = open('http_route', 'nothing');
      expect(await missing.tell({ percentage: 20 })).toEqual(
        refusal(
          /^KUBERNETES_NOT_FOUND there is no httproutes.gateway.networking.k8s.io shop\/nothing; make it/,
        ),
      );
      const undefinedKind = open('patch', 'x', { api_version: 'argoproj.io/v1alpha1', resource: 'rollouts' });
      expect(await undefinedKind.read()).toMatchObject({
        why: expect.stringMatching(/^KUBERNETES_DEFINITION the server knows no rollouts.argoproj.io; its/),
      });
      const { path } = await make('http_route');
      const name = path.split('/').at(-1)!;
      const ann = open('http_route', name, { kubeconfig: server.kubeconfig('ann') });
      expect(await ann.tell({ percentage: 20 })).toEqual(
        refusal(/^KUBERNETES_FORBIDDEN no permission to get httproutes.gateway.networking.k8s.io shop\//),
      );
      await server.allow(
        'shop',
        name,
        [{ apiGroups: ['gateway.networking.k8s.io'], resources: ['httproutes'], verbs: ['get'] }],
        ['ann'],
      );
      expect(await ann.read()).toEqual(reads(0));
      expect(await ann.actuator.rehearse!(call, 'run')).toMatchObject({
        code: 'KUBERNETES_FORBIDDEN',
        message: expect.stringContaining('no permission to patch'),
      });
      const nowhere = open('http_route', name, { kubeconfig: '/nowhere/config' });
      expect(await nowhere.tell({ percentage: 20 })).toEqual(
        refusal(/^KUBERNETES_CONFIG no access to Kubernetes: \/nowhere\/config: no such file/),
      );
    });

    test('a bound of the definition is checked by the server, and said', async () => {
      const { path } = await make('patch');
      const wrong = [{ op: 'replace', path: '/spec/http/0/route/0/weight', value: 'not {percentage}' }];
      const { tell, stored } = open('patch', path.split('/').at(-1)!, { patch: wrong });
      expect(await tell({ percentage: 20 })).toEqual(
        refusal(/^KUBERNETES_INVALID .*spec.http\[0\].route\[0\].weight/),
      );
      expect(weightsOf('patch', await stored())).toEqual([0, 100]);
    });
  });

  test('the server paused: unknown; then ended: refused; then back: told', async () => {
    const { actuator, tell, read } = await make('http_route');
    expect(await tell({ percentage: 10, number: 1 })).toEqual(CONFIRMED);
    await server.pause();
    const late = await actuator.apply(decisionOf({ percentage: 20, number: 2 }), {
      signal: AbortSignal.timeout(300),
    });
    server.signal('SIGCONT');
    expect(late).toMatchObject({
      why: expect.stringMatching(/^KUBERNETES_UNREACHABLE .*(within the time limit|no time left)/),
    });
    await server.kill();
    expect(await tell({ percentage: 20, number: 3 })).toMatchObject({
      kind: 'refused',
      why: expect.stringMatching(/^KUBERNETES_UNREACHABLE/),
    });
    expect(await read()).toMatchObject({ kind: 'unreadable' });
    await server.restart();
    expect(await tell({ percentage: 20, number: 4 })).toEqual(CONFIRMED);
    expect(await read()).toEqual(reads(20));
  });
});
