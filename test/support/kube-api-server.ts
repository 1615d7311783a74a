import { spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { JSON_PATCH, KubernetesClient } from '../../src/control/kubernetes/client.ts';
import { KubernetesFault } from '../../src/control/kubernetes/fault.ts';
import { resourcePath } from '../../src/control/kubernetes/resource.ts';
import { parseYaml } from '../../src/text/yaml.ts';
import { Etcd, hasEtcd } from './etcd.ts';
import { freePort } from './free-port.ts';
import { isBuilt, kubeApiServerFile } from './kube-api-server-build.ts';
import { type AskedRequest, askedIn, auditFlags } from './kube-audit.ts';
import { root } from './root.ts';
import { ServerProcess } from './server-process.ts';
import { until } from './until.ts';

/** Whether there is an API server and an etcd behind it; their absence is an error under CI=true. */
export const hasKubeApiServer = (): boolean => hasEtcd() && isBuilt(kubeApiServerFile);

/** What the projects themselves publish, where it lies beside the repository; else the least that tests need. */
const CRDS = [
  process.env.KUBERNETES_CRDS ?? join(root, '../shared/reference/crds'),
  join(root, 'test/support/crds'),
];

/** The administrator. */
export const ADMIN = 'admin';

/** Any object of Kubernetes. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string } & Readonly<
    Record<string, unknown>
  >;
  readonly [key: string]: unknown;
}

/** A definition of a custom resource. */
export interface ResourceDefinition extends Manifest {
  readonly spec: {
    readonly group: string;
    readonly names: { readonly plural: string };
    readonly versions: readonly { readonly name: string; readonly served: boolean }[];
  };
}

/** A rule of a Role, for all of its resources. */
interface Rule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
}

/** A real API server over a real etcd, for one test. Nothing runs on it: objects are stored, checked and watched. */
export class KubeApiServer extends ServerProcess {
  readonly url: string;
  readonly directory = mkdtempSync(join(tmpdir(), 'rollout-kube-'));
  readonly etcd: Etcd;
  readonly #port: number;
  readonly #admin: KubernetesClient;
  #audit: Readonly<Record<string, string>> = {};

  private constructor(etcd: Etcd, port: number) {
    super();
    this.etcd = etcd;
    this.#port = port;
    this.url = `https://127.0.0.1:${port}`;
    this.#admin = this.client();
  }

  /** `users` may log in and have no right until they are given one. */
  static async start(...users: readonly string[]): Promise<KubeApiServer> {
    const server = new KubeApiServer(await Etcd.start(), await freePort());
    server.#writeLogins(users);
    server.#audit = auditFlags(server.directory, users);
    await server.restart();
    return server;
  }

  /** What those users have asked for so far. */
  requests(): AskedRequest[] {
    return askedIn(this.directory);
  }

  get pid(): number {
    return this.process!.pid!;
  }

  override async restart(): Promise<void> {
    const file = (name: string) => join(this.directory, name);
    const flags = {
      'etcd-servers': this.etcd.url,
      'service-account-key-file': file('sa.pub'),
      'service-account-signing-key-file': file('sa.key'),
      'service-account-issuer': 'https://kubernetes.local',
      'service-cluster-ip-range': '10.96.0.0/24',
      'secure-port': this.#port,
      'bind-address': '127.0.0.1',
      'advertise-address': '127.0.0.1',
      'cert-dir': this.directory,
      'token-auth-file': file('tokens.csv'),
      'authorization-mode': 'RBAC',
      'disable-admission-plugins': 'ServiceAccount',
      ...this.#audit,
    };
    const args = Object.entries(flags).map(([flag, value]) => `--${flag}=${value}`);
    this.process = spawn(kubeApiServerFile, args, { stdio: 'ignore' });
    await until(() => this.#isReady());
  }

  async stop(): Promise<void> {
    this.#admin.close();
    this.signal('SIGCONT');
    await this.kill();
    await this.etcd.stop();
    rmSync(this.directory, { recursive: true, force: true });
  }

  /** A kubeconfig of a user, or of whoever a token was given to. */
  kubeconfig(user = ADMIN, token = tokenOf(user)): string {
    const file = join(this.directory, `${user}.kubeconfig`);
    const cluster = { server: this.url, 'certificate-authority': 'apiserver.crt' };
    const config = {
      apiVersion: 'v1',
      kind: 'Config',
      clusters: [{ name: 'test', cluster }],
      users: [{ name: user, user: { token } }],
      contexts: [{ name: 'test', context: { cluster: 'test', user } }],
      'current-context': 'test',
    };
    writeFileSync(file, JSON.stringify(config), { mode: 0o600 });
    return file;
  }

  /** That of the administrator, by a proxy on this port. */
  kubeconfigThrough(port: number): string {
    const file = join(this.directory, `through-${port}.kubeconfig`);
    const direct = readFileSync(this.kubeconfig(), 'utf8');
    writeFileSync(file, direct.replace(this.url, `https://127.0.0.1:${port}`), { mode: 0o600 });
    return file;
  }

  /** A token of a ServiceAccount, as its pods have one. */
  async accountToken(namespace: string, account: string): Promise<string> {
    const path = `${resourcePath({ apiVersion: 'v1', resource: 'serviceaccounts', namespace, name: account })}/token`;
    const body = { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: {} };
    const { status } = await this.post<{ readonly status: { readonly token: string } }>(path, body);
    return status.token;
  }

  client(user = ADMIN): KubernetesClient {
    const place = { kubeconfig: this.kubeconfig(user) };
    return new KubernetesClient(place, { env: {}, cwd: this.directory });
  }

  /** Creates objects, each with its namespace where it lies in one. */
  async create(...objects: readonly Manifest[]): Promise<void> {
    for (const body of objects) await this.#send('POST', collectionOf(body), { body });
  }

  /** Creates a namespace with a name of its own. */
  async namespace(name: string): Promise<string> {
    await this.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
    return name;
  }

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
    const file = CRDS.map((folder) => join(folder, `${name}.yaml`)).find((one) => existsSync(one))!;
    for (const text of readFileSync(file, 'utf8').split(/^---$/m)) {
      if (!/^kind: CustomResourceDefinition$/m.test(text)) continue;
      await this.define(parseYaml(text, file).value as ResourceDefinition);
    }
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

  async #isServed({ spec: { group, names, versions } }: ResourceDefinition): Promise<boolean> {
    const paths = versions
      .filter(({ served }) => served)
      .map((one) => `/apis/${group}/${one.name}/${names.plural}`);
    const answers = await Promise.allSettled(paths.map((path) => this.get(path)));
    return answers.every(({ status }) => status === 'fulfilled');
  }

  #send<T>(method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, more: object = {}): Promise<T> {
    return this.#admin.send<T>({ method, path, timeout: 60, ...more });
  }

  async #isReady(): Promise<boolean> {
    const { exitCode } = this.process!;
    if (exitCode !== null) throw new Error(`kube-apiserver ended with ${exitCode}`);
    const answer = await this.get('/readyz').catch((fault) => fault);
    return answer instanceof KubernetesFault && answer.status === 200; // "ok" is no JSON
  }

  #writeLogins(users: readonly string[]): void {
    const key = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const pem = (name: string, text: string | Buffer) => writeFileSync(join(this.directory, name), text);
    pem('sa.key', key.privateKey.export({ type: 'pkcs1', format: 'pem' }));
    pem('sa.pub', key.publicKey.export({ type: 'spki', format: 'pem' }));
    const admin = `${tokenOf(ADMIN)},${ADMIN},${ADMIN},"system:masters"`;
    const others = users.map((user) => `${tokenOf(user)},${user},${user}`);
    pem('tokens.csv', `${[admin, ...others].join('\n')}\n`);
  }
}

const tokenOf = (user: string): string => `token-of-${user}-for-tests`;

function collectionOf({ apiVersion, kind, metadata: { namespace } }: Manifest): string {
  const lower = kind.toLowerCase();
  const resource = lower.endsWith('y') ? `${lower.slice(0, -1)}ies` : `${lower}s`;
  return resourcePath({ apiVersion, resource, namespace });
}
