import { resourcePath } from '../../src/control/kubernetes/resource.ts';
import type { Manifest } from './kube-objects.ts';

const ISTIO = { apiVersion: 'networking.istio.io/v1', kind: 'VirtualService' };
const GATEWAY = { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'HTTPRoute' };
const OPENFEATURE = { apiVersion: 'core.openfeature.dev/v1beta1', kind: 'FeatureFlag' };

const hosts = { feature: 'checkout/v2', stable: 'checkout/v1' };
const backends = { feature: 'checkout-v2', stable: 'checkout-v1' };

export const istioRoute = (name: string, weights: readonly number[]) => ({
  name,
  route: weights.map((weight, i) => ({
    destination: { host: 'checkout', subset: ['v2', 'v1', 'v0'][i] },
    weight,
  })),
});
export const gatewayRule = (weights: readonly number[]) => ({
  backendRefs: weights.map((weight, i) => ({ name: `checkout-v${2 - i}`, port: 80, weight })),
});

const variants = { on: true, off: false };
export const flagDefinitions = {
  flags: {
    'new-checkout': { state: 'ENABLED', variants, defaultVariant: 'off' },
    other: { state: 'ENABLED', variants, defaultVariant: 'on' },
  },
};

/** A resource of each kind, as a team has it. */
export const MANIFESTS: Readonly<Record<string, (name: string) => Manifest>> = {
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

/** Its entry in a rollout file, besides its place. */
export const KEYS: Readonly<Record<string, object>> = {
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
export const pathOf = (kind: string, name: string) =>
  resourcePath({ ...RESOURCES[kind]!, namespace: 'shop', name });

/** What takes the feature by hand to 50 %. */
export const BY_HAND: Readonly<Record<string, readonly object[]>> = {
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
