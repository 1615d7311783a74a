import { expect, test } from 'vitest';
import { readKubernetesAddress } from '../../../../../src/control/state/kubernetes/address.ts';

test.each([
  ['kubernetes://shop', { place: 'kubernetes://shop', namespace: 'shop' }],
  ['kubernetes://shop/', { place: 'kubernetes://shop', namespace: 'shop' }],
  [
    'kubernetes://a-1?context=prod&kubeconfig=/etc/k.yaml',
    { namespace: 'a-1', context: 'prod', kubeconfig: '/etc/k.yaml' },
  ],
])('%s', (text, address) => {
  expect(readKubernetesAddress(text)).toMatchObject(address);
});

test.each([
  ['kubernetes://', '"" is no name of a namespace'],
  ['kubernetes:shop', 'it is no kubernetes://NAMESPACE'],
  ['kubernetes://shop/checkout', 'it is no kubernetes://NAMESPACE'],
  ['kubernetes://Shop', '"Shop" is no name of a namespace'],
  ['kubernetes://-a', '"-a" is no name of a namespace'],
  [`kubernetes://${'a'.repeat(64)}`, `"${'a'.repeat(64)}" is no name of a namespace`],
  ['kubernetes://shop?token=x', 'it takes context and kubeconfig, not "token"'],
])('%s is none', (text, why) => {
  expect(readKubernetesAddress(text)).toBe(why);
});
