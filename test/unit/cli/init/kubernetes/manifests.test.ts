import { expect, test } from 'vitest';
import { manifestsText } from '../../../../../src/cli/init/kubernetes/manifests.ts';
import type { RoleRule } from '../../../../../src/cli/init/kubernetes/role.ts';
import { parseYaml } from '../../../../../src/text/yaml.ts';

const options = {
  rollout: 'checkout.v2',
  namespace: 'shop',
  image: 'registry.example/rollout:1',
  files: { 'rollout.yaml': 'rollout: checkout.v2\n' },
};

interface Shown {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace: string };
  readonly rules: readonly RoleRule[];
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

test('an image that is a placeholder is said to be one', () => {
  expect(manifestsText({ ...options, image: 'IMAGE' })).toContain('# IMAGE is a placeholder');
  expect(manifestsText(options)).not.toContain('placeholder');
});
