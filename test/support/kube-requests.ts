import { JSON_PATCH, type KubernetesClient } from '../../src/control/kubernetes/client.ts';
import { resourcePath } from '../../src/control/kubernetes/resource.ts';
import { definitionsIn, pathsOf, type ResourceDefinition } from './kube-definitions.ts';
import { collectionOf, type Manifest } from './kube-objects.ts';
import { ServerProcess } from './server-process.ts';
import { until } from './until.ts';

/** A rule of a Role, for all of its resources. */
interface Rule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
}

/** What the administrator of an API server asks of it for a test. */
export abstract class KubeRequests extends ServerProcess {
  protected abstract readonly admin: KubernetesClient;

  get<T>(path: string): Promise<T> {
    return this.#send<T>('GET', path);
  }

  post<T>(path: string, body: object): Promise<T> {
    return this.#send<T>('POST', path, { body });
  }

  delete(path: string): Promise<unknown> {
    return this.#send('DELETE', path);
  }

  /** A JSON patch, as somebody else makes it. */
  patch(path: string, operations: readonly object[], fieldManager = 'kubectl-edit'): Promise<unknown> {
    const query = { fieldManager };
    return this.#send('PATCH', path, { body: operations, contentType: JSON_PATCH, query });
  }

  /** Creates objects, each with its namespace where it lies in one. */
  async create(...objects: readonly Manifest[]): Promise<void> {
    for (const body of objects) await this.post(collectionOf(body), body);
  }

  /** Creates a namespace with a name of its own. */
  async namespace(name: string): Promise<string> {
    await this.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
    return name;
  }

  /** A token of a ServiceAccount, as its pods have one. */
  async accountToken(namespace: string, account: string): Promise<string> {
    const path = `${resourcePath({ apiVersion: 'v1', resource: 'serviceaccounts', namespace, name: account })}/token`;
    const body = { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: {} };
    const { status } = await this.post<{ readonly status: { readonly token: string } }>(path, body);
    return status.token;
  }

  /** Lets users do with resources of a namespace what these rules say; returns when they may. */
  async allow(
    namespace: string,
    name: string,
    rules: readonly Rule[],
    users: readonly string[],
  ): Promise<void> {
    const apiVersion = 'rbac.authorization.k8s.io/v1';
    const metadata = { name, namespace };
    const roleRef = { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name };
    const subjects = users.map((user) => ({ kind: 'User', name: user }));
    await this.create(
      { apiVersion, kind: 'Role', metadata, rules },
      { apiVersion, kind: 'RoleBinding', metadata, roleRef, subjects },
    );
    for (const user of users) await until(() => this.#may(user, namespace, rules[0]!));
  }

  /** Installs the definitions of a file: `gateway-httproute`; returns when their resources are served. */
  async install(name: string): Promise<void> {
    for (const definition of definitionsIn(name)) await this.define(definition);
  }

  /** Returns when its resources are served. */
  async define(definition: ResourceDefinition): Promise<void> {
    await this.create(definition);
    await until(() => this.#isServed(definition));
  }

  async #may(user: string, namespace: string, rule: Rule): Promise<boolean> {
    const [group, resource, verb] = [rule.apiGroups[0], rule.resources[0], rule.verbs[0]];
    const api = '/apis/authorization.k8s.io/v1';
    const review = await this.post<{ readonly status: { readonly allowed: boolean } }>(
      `${api}/subjectaccessreviews`,
      {
        apiVersion: api.slice('/apis/'.length),
        kind: 'SubjectAccessReview',
        spec: { user, resourceAttributes: { namespace, group, resource, verb } },
      },
    );
    return review.status.allowed;
  }

  async #isServed(definition: ResourceDefinition): Promise<boolean> {
    const answers = await Promise.allSettled(pathsOf(definition).map((path) => this.get(path)));
    return answers.every(({ status }) => status === 'fulfilled');
  }

  #send<T>(method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, more: object = {}): Promise<T> {
    return this.admin.send<T>({ method, path, timeout: 60, ...more });
  }
}
