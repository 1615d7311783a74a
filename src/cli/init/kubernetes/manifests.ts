import type { ResourceName } from '../../../control/kubernetes/resource.ts';
import { dumpYaml } from '../../../text/yaml.ts';
import { NO_IMAGE } from './image.ts';
import { moveRule, stateRules } from './role.ts';

/** What runs a rollout on Kubernetes. */
export interface ManifestsOptions {
  readonly rollout: string;
  readonly namespace: string;
  readonly image: string;
  /** By their names: the rollout file, and what it names. */
  readonly files: Readonly<Record<string, string>>;
  /** What its actuators read and patch. */
  readonly moved: readonly ResourceName[];
}

const PORT = 9464;
const MOUNT = '/etc/rollout';
/** Of nobody. */
const USER = 65_532;

/** Manifests as one text: what runs a rollout, what it may do, and how it is read. */
export function manifestsText(options: ManifestsOptions): string {
  const { rollout, namespace, image, files } = options;
  const name = `rollout-${rollout.replaceAll('.', '-')}`.slice(0, 63).replace(/-+$/, '');
  const selector = { 'app.kubernetes.io/name': 'rollout', 'app.kubernetes.io/instance': name };
  const metadata = { name, namespace, labels: selector };
  const subject = { kind: 'ServiceAccount', name, namespace };
  const documents: readonly (readonly [comment: string, document: object])[] = [
    [`Rollout ${rollout}: \`kubectl apply -f\` this file.`, { ...CORE, kind: 'ServiceAccount', metadata }],
    ...roles(options).flatMap(({ comment, within, rules }) => {
      const at = { ...metadata, namespace: within };
      const roleRef = { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name };
      return [
        [comment, { ...RBAC, kind: 'Role', metadata: at, rules }],
        ['', { ...RBAC, kind: 'RoleBinding', metadata: at, roleRef, subjects: [subject] }],
      ] as const;
    }),
    [FILES, { ...CORE, kind: 'ConfigMap', metadata, data: files }],
    [
      image === NO_IMAGE ? `${TWO}\n${PLACEHOLDER}` : TWO,
      { apiVersion: 'apps/v1', kind: 'Deployment', metadata, spec: deployment(options, name, selector) },
    ],
    [
      'Its metrics and its API, for reading.',
      {
        ...CORE,
        kind: 'Service',
        metadata,
        spec: { selector, ports: [{ name: 'http', port: PORT, targetPort: 'http' }] },
      },
    ],
  ];
  return documents.map(([comment, document]) => `${commented(comment)}${dumpYaml(document)}`).join('---\n');
}

/** A Role for its namespace, and one for each other in which it moves something. */
function roles({ rollout, namespace, moved }: ManifestsOptions) {
  const rulesIn = (within: string) => moved.filter((one) => one.namespace === within).map(moveRule);
  const others = [...new Set(moved.map((one) => one.namespace!))].filter((one) => one !== namespace);
  const own = [...stateRules(rollout), ...rulesIn(namespace)];
  return [
    { comment: ROLE, within: namespace, rules: own },
    ...others.map((within) => ({ comment: MOVED, within, rules: rulesIn(within) })),
  ];
}

const CORE = { apiVersion: 'v1' };
const RBAC = { apiVersion: 'rbac.authorization.k8s.io/v1' };

const ROLE = `Its own objects and what it moves, by their names. The names of what is created cannot be restricted: a request to create has none
yet for who checks it. Nothing is deleted.`;
const MOVED = 'What it moves there.';
const FILES =
  'Edits are shown as changed_on_disk, and taken by `rollout run --replan`. Secrets do not belong here: mount them with defaultMode: 0440.';
const TWO = 'One leads, the other stands by: they agree by a Lease.';
const PLACEHOLDER = `${NO_IMAGE} is a placeholder: an image with node and rolloutctl, whose entry point is rollout.`;

const commented = (text: string): string => (text === '' ? '' : text.replace(/^/gm, '# ').concat('\n'));

function deployment({ namespace, image }: ManifestsOptions, name: string, matchLabels: object) {
  return {
    replicas: 2,
    selector: { matchLabels },
    template: {
      metadata: { labels: matchLabels },
      spec: {
        serviceAccountName: name,
        securityContext: {
          runAsNonRoot: true,
          runAsUser: USER,
          runAsGroup: USER,
          fsGroup: USER,
          seccompProfile: { type: 'RuntimeDefault' },
        },
        topologySpreadConstraints: [
          {
            maxSkew: 1,
            topologyKey: 'kubernetes.io/hostname',
            whenUnsatisfiable: 'ScheduleAnyway',
            labelSelector: { matchLabels },
          },
        ],
        containers: [container(image, `kubernetes://${namespace}`)],
        volumes: [{ name: 'files', configMap: { name } }],
      },
    },
  };
}

const container = (image: string, state: string) => ({
  name: 'rollout',
  image,
  args: ['run', `${MOUNT}/rollout.yaml`, '--state', state, '--listen', `:${PORT}`],
  ports: [{ name: 'http', containerPort: PORT }],
  livenessProbe: probe('/healthz'),
  readinessProbe: probe('/readyz'),
  resources: { requests: { cpu: '50m', memory: '128Mi' }, limits: { memory: '512Mi' } },
  securityContext: {
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
    capabilities: { drop: ['ALL'] },
  },
  volumeMounts: [{ name: 'files', mountPath: MOUNT, readOnly: true }],
});

const probe = (path: string) => ({ httpGet: { path, port: 'http' }, periodSeconds: 10, timeoutSeconds: 5 });
