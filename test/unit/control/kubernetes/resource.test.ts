import { expect, test } from 'vitest';
import { nameFault, resourceAt, resourcePath } from '../../../../src/control/kubernetes/resource.ts';

const ROUTE = {
  apiVersion: 'gateway.networking.k8s.io/v1',
  resource: 'httproutes',
  namespace: 'shop',
  name: 'check.out-2',
};

test('paths of one resource, of a namespace, of the core group, and back', () => {
  expect(resourcePath(ROUTE)).toBe(
    '/apis/gateway.networking.k8s.io/v1/namespaces/shop/httproutes/check.out-2',
  );
  expect(resourcePath({ apiVersion: 'v1', resource: 'configmaps', namespace: 'shop' })).toBe(
    '/api/v1/namespaces/shop/configmaps',
  );
  expect(resourceAt(resourcePath(ROUTE))).toEqual({
    resource: 'httproutes.gateway.networking.k8s.io',
    name: 'shop/check.out-2',
  });
  expect(resourceAt('/api/v1/namespaces')).toEqual({ resource: 'namespaces', name: '' });
  expect(resourceAt('/version')).toEqual({ resource: '/version', name: '' });
});

test.each([
  ['name', 'Checkout'],
  ['name', '../secrets/x'],
  ['name', 'a..b'],
  ['name', ''],
  ['name', 'x'.repeat(254)],
  ['namespace', 'shop.eu'],
  ['namespace', 'x'.repeat(64)],
  ['resource', 'HTTPRoute'],
  ['resource', 'httproutes/status'],
  ['apiVersion', 'gateway.networking.k8s.io'],
  ['apiVersion', 'a/b/v1'],
])('a %s %j is none, and nothing is asked', (key, text) => {
  const given = { ...ROUTE, [key]: text };
  expect(nameFault(given)?.key).toBe(key);
  expect(() => resourcePath(given)).toThrow(expect.objectContaining({ code: 'KUBERNETES_NAME' }));
});
