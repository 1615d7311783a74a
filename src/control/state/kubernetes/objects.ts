import type { Diagnostic } from '../../../errors/rollout-error.ts';
import type { Seconds } from '../../../text/duration.ts';
import type { KubernetesClient, KubernetesRequest } from '../../kubernetes/client.ts';
import { KubernetesFault } from '../../kubernetes/fault.ts';

/** An answer of the API server, or why there is none: `status` is 0 where it did not answer, and it may have been done. */
export type Answer<T> =
  | { readonly kind: 'answer'; readonly value: T }
  | { readonly kind: 'none'; readonly status: number; readonly why: string };

export type Texts = Readonly<Record<string, string>>;

export interface LeaseSpec {
  readonly holderIdentity?: string | null;
  readonly leaseDurationSeconds?: number;
  readonly acquireTime?: string;
  readonly renewTime?: string;
  readonly leaseTransitions?: number;
}

/** A ConfigMap or a Lease, as far as it is read. */
export interface KubeObject {
  readonly metadata: {
    readonly name: string;
    readonly resourceVersion: string;
    readonly labels?: Texts;
    readonly annotations?: Texts;
  };
  readonly data?: Texts;
  readonly spec?: LeaseSpec;
}

/** A merge patch: null removes. With a version it is done where the object still has that. */
export interface Change {
  readonly version?: string;
  readonly annotations?: Readonly<Record<string, string | null>>;
  readonly data?: Readonly<Record<string, string | null>>;
  readonly spec?: LeaseSpec;
}

const RESOURCES = {
  configmaps: { api: '/api/v1', apiVersion: 'v1', kind: 'ConfigMap' },
  leases: {
    api: '/apis/coordination.k8s.io/v1',
    apiVersion: 'coordination.k8s.io/v1',
    kind: 'Lease',
  },
} as const;

/** The texts of a change that stay. */
export const present = (data: NonNullable<Change['data']>): Texts =>
  Object.fromEntries(Object.entries(data).flatMap(([key, text]) => (text === null ? [] : [[key, text]])));

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

  /** Those with a label. */
  async list(label: string): Promise<Answer<readonly KubeObject[]>> {
    const query = { labelSelector: `${OWN_KEY}=${OWN_VALUE},${label}` };
    const path = this.path('configmaps');
    const answer = await this.#send<{ readonly items: readonly KubeObject[] }>({ path, query });
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
    const { version: resourceVersion, annotations, data, spec } = change;
    const body = { metadata: { resourceVersion, annotations }, data, spec };
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
    const patched = await this.patch(resource, made.name, change);
    if (patched.kind === 'answer') return;
    if (patched.status !== NOT_FOUND) throw new Error(patched.why);
    await answered(this.create(resource, made));
  }

  async #send<T>(request: KubernetesRequest): Promise<Answer<T>> {
    try {
      return {
        kind: 'answer',
        value: await this.client.send<T>({ ...request, timeout: request.timeout ?? this.#timeout }),
      };
    } catch (problem) {
      if (!(problem instanceof KubernetesFault)) throw problem;
      const [{ message: why }] = problem.diagnostics as [Diagnostic];
      return { kind: 'none', status: problem.status ?? 0, why };
    }
  }
}

/** An object that is made. */
export interface Made {
  readonly name: string;
  readonly rollout?: string;
  readonly labels?: Texts;
  readonly annotations?: Texts;
  readonly data?: Texts;
  readonly spec?: LeaseSpec;
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

const FENCE = `${DOMAIN}/fence`;

/** A higher lease wrote what a lower one never writes over: which take of the lease wrote an object last. */
export const fenceOf = ({ metadata }: KubeObject): number => Number(metadata.annotations?.[FENCE] ?? 0);
export const fenced = (fence: number): Texts => ({ [FENCE]: String(fence) });
