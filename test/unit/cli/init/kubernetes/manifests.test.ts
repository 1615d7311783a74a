import { expect, test } from 'vitest';
import { manifestsText } from '../../../../../src/cli/init/kubernetes/manifests.ts';
import type { RoleRule } from '../../../../../src/cli/init/kubernetes/role.ts';
import { parseYaml } from '../../../../../src/text/yaml.ts';

const options = {
  rollout: 'checkout.v2',
  namespace: 'shop',
  image: 'registry.example/rollout:1',
  files: { 'rollout.yaml': 'rollout: checkout.v2\n' },
  moved: [],
};

interface Shown {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace: string };
  readonly rules: readonly RoleRule[];
  readonly subjects: readonly { readonly namespace: string }[];
  readonly spec: { readonly replicas: number; readonly template: { readonly spec: Pod } };
}

interface Pod {
  readonly serviceAccountName: string;
  readonly securityContext: object;
  readonly containers: readonly { image: string; args: string[]; securityContext: object }[];
}

const documentsOf = (text: string) =>
  text.split(/^---$/m).map((one) => parseYaml(one, 'kubernetes.yaml').value as Shown);

test('every object is in the namespace, under one name that all kinds of objects take', () => {
  const documents = documentsOf(manifestsText(options));
  expect(documents.map(({ kind, metadata }) => [kind, metadata.name, metadata.namespace])).toEqual(
    ['ServiceAccount', 'Role', 'RoleBinding', 'ConfigMap', 'Deployment', 'Service'].map((kind) => [
      kind,
      'rollout-checkout-v2',
      'shop',
    ]),
  );
});

test('two replicas without any privilege run the file of the ConfigMap', () => {
  const { spec } = documentsOf(manifestsText(options)).find(({ kind }) => kind === 'Deployment')!;
  const pod = spec.template.spec;
  const container = pod.containers[0]!;
  expect([spec.replicas, pod.serviceAccountName, container.image]).toEqual([
    2,
    'rollout-checkout-v2',
    'registry.example/rollout:1',
  ]);
  expect(pod.securityContext).toMatchObject({
    runAsNonRoot: true,
    fsGroup: 65_532,
    seccompProfile: { type: 'RuntimeDefault' },
  });
  expect(container.securityContext).toEqual({
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
    capabilities: { drop: ['ALL'] },
  });
  expect(container.args).toEqual([
    'run',
    '/etc/rollout/rollout.yaml',
    '--state',
    'kubernetes://shop',
    '--listen',
    ':9464',
  ]);
});

test('everything but what is created is named', () => {
  const { rules } = documentsOf(manifestsText(options)).find(({ kind }) => kind === 'Role')!;
  const unnamed = rules.filter(({ resourceNames }) => !resourceNames);
  expect(unnamed.map(({ resources, verbs }) => [resources, verbs])).toEqual([
    [['configmaps'], ['create']],
    [['leases'], ['create']],
  ]);
});

test('what it moves may be read and patched by name, also in another namespace', () => {
  const routes = { apiVersion: 'gateway.networking.k8s.io/v1', resource: 'httproutes' };
  const moved = [
    { apiVersion: 'v1', resource: 'configmaps', namespace: 'shop', name: 'flags' },
    { ...routes, namespace: 'edge', name: 'checkout' },
    { ...routes, namespace: 'edge', name: 'cart' },
  ];
  const documents = documentsOf(manifestsText({ ...options, moved }));
  const roles = documents.filter(({ kind }) => kind === 'Role');
  const rule = (group: string, resource: string, name: string) => ({
    apiGroups: [group],
    resources: [resource],
    resourceNames: [name],
    verbs: ['get', 'patch'],
  });
  expect(roles.map(({ metadata }) => metadata.namespace)).toEqual(['shop', 'edge']);
  expect(roles[0]!.rules.at(-1)).toEqual(rule('', 'configmaps', 'flags'));
  const group = 'gateway.networking.k8s.io';
  expect(roles[1]!.rules).toEqual([rule(group, 'httproutes', 'checkout'), rule(group, 'httproutes', 'cart')]);
  const bindings = documents.filter(({ kind }) => kind === 'RoleBinding');
  expect(bindings.map(({ metadata, subjects }) => [metadata.namespace, subjects[0]!.namespace])).toEqual([
    ['shop', 'shop'],
    ['edge', 'shop'],
  ]);
});

test('an image that is a placeholder is said to be one', () => {
  expect(manifestsText({ ...options, image: 'IMAGE' })).toContain('# IMAGE is a placeholder');
  expect(manifestsText(options)).not.toContain('placeholder');
});
