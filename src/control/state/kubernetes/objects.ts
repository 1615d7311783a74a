import type { Seconds } from '../../../text/duration.ts';
import type { KubernetesClient, KubernetesRequest } from '../../kubernetes/client.ts';
import { KubernetesFault } from '../../kubernetes/fault.ts';
import { checkObject } from '../../kubernetes/object-answer.ts';
import { faultText } from '../../outcome.ts';
import type { Change, KubeList, KubeObject, Made, Seen, Texts } from './object.ts';

/** An answer of the API server, or why there is none: `status` is 0 where it did not answer, and it may have been done. */
export type Answer<T> =
  | { readonly kind: 'answer'; readonly value: T }
  | { readonly kind: 'none'; readonly status: number; readonly why: string };

const RESOURCES = {
  configmaps: { api: '/api/v1', apiVersion: 'v1', kind: 'ConfigMap' },
  leases: {
    api: '/apis/coordination.k8s.io/v1',
    apiVersion: 'coordination.k8s.io/v1',
    kind: 'Lease',
  },
} as const;

export type Resource = keyof typeof RESOURCES;

export const DOMAIN = 'rolloutctl.github.io';
export const ROLLOUT_LABEL = `${DOMAIN}/rollout`;
export const OWN_LABELS: Texts = { 'app.kubernetes.io/managed-by': 'rolloutctl' };
const [[OWN_KEY, OWN_VALUE]] = Object.entries(OWN_LABELS) as [[string, string]];

export const CONFLICT = 409;
export const NOT_FOUND = 404;

const REVIEW = { apiVersion: 'authorization.k8s.io/v1', kind: 'SelfSubjectAccessReview' };
const MERGE_PATCH = 'application/merge-patch+json';
/** Two of them, and the tick between, are less than half a lease. */
const TIMEOUT: Seconds = 3;
/** Tried, and not done. */
const DRY_RUN = { dryRun: 'All' };

/** The objects of a namespace that are ours: what has the name of one and lacks our label is a fault. */
export class Objects {
  readonly client: KubernetesClient;
  readonly namespace: string;
  /** Ends what is watched. */
  readonly signal: AbortSignal;

  readonly #timeout: Seconds;

  constructor(client: KubernetesClient, namespace: string, signal: AbortSignal, timeout = TIMEOUT) {
    this.client = client;
    this.namespace = namespace;
    this.signal = signal;
    this.#timeout = timeout;
  }

  path(resource: Resource, name = ''): string {
    const all = `${RESOURCES[resource].api}/namespaces/${this.namespace}/${resource}`;
    return name === '' ? all : `${all}/${name}`;
  }

  /** Undefined where there is none. */
  async get(resource: Resource, name: string, timeout?: Seconds): Promise<Answer<KubeObject | undefined>> {
    const answer = await this.#send<KubeObject>({ path: this.path(resource, name), timeout });
    if (answer.kind === 'answer') return ownOf(answer.value);
    return answer.status === NOT_FOUND ? { kind: 'answer', value: undefined } : answer;
  }

  /** As `get`, with the version that the whole namespace has by then. */
  async see(resource: Resource, name: string): Promise<Answer<Seen>> {
    const query = { fieldSelector: `metadata.name=${name}` };
    const answer = await this.#send<KubeList>({ path: this.path(resource), query });
    if (answer.kind === 'none') return answer;
    const { items, metadata } = answer.value;
    const own = items[0] && ownOf(items[0]);
    if (own?.kind === 'none') return own;
    return { kind: 'answer', value: { object: own?.value, version: metadata.resourceVersion } };
  }

  /** Those with a label. */
  async list(label: string): Promise<Answer<readonly KubeObject[]>> {
    const query = { labelSelector: `${OWN_KEY}=${OWN_VALUE},${label}` };
    const path = this.path('configmaps');
    const answer = await this.#send<KubeList>({ path, query });
    return answer.kind === 'none' ? answer : { kind: 'answer', value: answer.value.items };
  }

  create(resource: Resource, made: Made, isTried = false): Promise<Answer<KubeObject>> {
    const { name, rollout, annotations, ...content } = made;
    const labels = rollout === undefined ? OWN_LABELS : { ...OWN_LABELS, [ROLLOUT_LABEL]: rollout };
    const { apiVersion, kind } = RESOURCES[resource];
    const metadata = { name, labels: { ...labels, ...made.labels }, annotations };
    const { data, spec } = content;
    const body = { apiVersion, kind, metadata, data, spec };
    return this.#send({ method: 'POST', path: this.path(resource), body, query: isTried ? DRY_RUN : {} });
  }

  patch(resource: Resource, name: string, change: Change, isTried = false): Promise<Answer<KubeObject>> {
    const { version: resourceVersion, annotations, data, binaryData, spec } = change;
    const body = { metadata: { resourceVersion, annotations }, data, binaryData, spec };
    const path = this.path(resource, name);
    const query = isTried ? DRY_RUN : {};
    return this.#send({ method: 'PATCH', path, body, query, contentType: MERGE_PATCH });
  }

  /** Why it may not be watched; undefined also where the server does not say. */
  async watchFault(resource: Resource, name: string): Promise<string | undefined> {
    const { namespace } = this;
    const group = RESOURCES[resource].apiVersion.replace(/\/?v1$/, '');
    const resourceAttributes = { namespace, verb: 'watch', group, resource, name };
    const body = { ...REVIEW, spec: { resourceAttributes } };
    const path = '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews';
    const review = await this.#send<{ readonly status: { readonly allowed: boolean } }>({
      method: 'POST',
      path,
      body,
    });
    if (review.kind === 'none' || review.value.status.allowed) return undefined;
    return `no permission to watch ${resource} ${namespace}/${name}`;
  }

  /** Writes, whatever is there; makes it where there is none. Throws what the server says. */
  async put(resource: Resource, made: Made, change: Change): Promise<void> {
    const patch = () => this.patch(resource, made.name, change);
    const patched = await patch();
    if (patched.kind === 'answer') return;
    if (patched.status !== NOT_FOUND) throw new Error(patched.why);
    const created = await this.create(resource, made);
    if (created.kind === 'answer') return;
    if (created.status !== CONFLICT) throw new Error(created.why);
    // Somebody else has made it in between.
    await answered(patch());
  }

  async #send<T>(request: KubernetesRequest): Promise<Answer<T>> {
    try {
      const timeout = request.timeout ?? this.#timeout;
      return { kind: 'answer', value: checkObject(await this.client.send<T>({ ...request, timeout })) };
    } catch (problem) {
      if (!(problem instanceof KubernetesFault)) throw problem;
      const why = faultText(problem.diagnostics[0]!);
      return { kind: 'none', status: problem.status ?? 0, why };
    }
  }
}

function ownOf(object: KubeObject): Answer<KubeObject> {
  const { name, labels } = object.metadata;
  if (labels?.[OWN_KEY] === OWN_VALUE) return { kind: 'answer', value: object };
  const why = `there is an object ${name} of somebody else: it has no label ${OWN_KEY}=${OWN_VALUE}`;
  return { kind: 'none', status: CONFLICT, why };
}

/** The value of an answer. Throws why there is none. */
export async function answered<T>(asked: Promise<Answer<T>>): Promise<T> {
  const answer = await asked;
  if (answer.kind === 'answer') return answer.value;
  throw new Error(answer.why);
}
