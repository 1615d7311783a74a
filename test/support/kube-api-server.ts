import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KubernetesClient } from '../../src/control/kubernetes/client.ts';
import { KubernetesFault } from '../../src/control/kubernetes/fault.ts';
import { Etcd, hasEtcd } from './etcd.ts';
import { freePort } from './free-port.ts';
import { isBuilt, kubeApiServerFile } from './kube-api-server-build.ts';
import { type AskedRequest, askedIn, auditFlags } from './kube-audit.ts';
import { ADMIN, loginFlags, tokenOf, writeKubeconfig } from './kube-logins.ts';
import { KubeRequests } from './kube-requests.ts';
import { until } from './until.ts';

/** Whether there is an API server and an etcd behind it; their absence is an error under CI=true. */
export const hasKubeApiServer = (): boolean => hasEtcd() && isBuilt(kubeApiServerFile);

const FLAGS = {
  'service-cluster-ip-range': '10.96.0.0/24',
  'bind-address': '127.0.0.1',
  'advertise-address': '127.0.0.1',
  'authorization-mode': 'RBAC',
  'disable-admission-plugins': 'ServiceAccount',
};

/** A real API server over a real etcd, for one test. Nothing runs on it: objects are stored, checked and watched. */
export class KubeApiServer extends KubeRequests {
  readonly url: string;
  readonly directory = mkdtempSync(join(tmpdir(), 'rollout-kube-'));
  readonly etcd: Etcd;
  protected readonly admin: KubernetesClient;
  readonly #args: readonly string[];

  private constructor(etcd: Etcd, port: number, users: readonly string[]) {
    super();
    this.etcd = etcd;
    this.url = `https://127.0.0.1:${port}`;
    this.admin = this.client();
    const flags = {
      ...FLAGS,
      'etcd-servers': etcd.url,
      'secure-port': port,
      'cert-dir': this.directory,
      ...loginFlags(this.directory, users),
      ...auditFlags(this.directory, users),
    };
    this.#args = Object.entries(flags).map(([flag, value]) => `--${flag}=${value}`);
  }

  /** `users` may log in and have no right until they are given one. */
  static async start(...users: readonly string[]): Promise<KubeApiServer> {
    const server = new KubeApiServer(await Etcd.start(), await freePort(), users);
    await server.restart();
    return server;
  }

  get pid(): number {
    return this.process!.pid!;
  }

  override async restart(): Promise<void> {
    this.process = spawn(kubeApiServerFile, this.#args, { stdio: 'ignore' });
    await until(() => this.#isReady());
  }

  async stop(): Promise<void> {
    this.admin.close();
    this.signal('SIGCONT');
    await this.kill();
    await this.etcd.stop();
    rmSync(this.directory, { recursive: true, force: true });
  }

  /** What those users have asked for so far. */
  requests(): AskedRequest[] {
    return askedIn(this.directory);
  }

  /** A kubeconfig of a user, or of whoever a token was given to. */
  kubeconfig(user = ADMIN, token = tokenOf(user)): string {
    return writeKubeconfig(user, { directory: this.directory, url: this.url, user, token });
  }

  /** That of the administrator, by a proxy on this port. */
  kubeconfigThrough(port: number): string {
    const { directory } = this;
    const login = { directory, url: `https://127.0.0.1:${port}`, user: ADMIN, token: tokenOf(ADMIN) };
    return writeKubeconfig(`through-${port}`, login);
  }

  client(user = ADMIN): KubernetesClient {
    const place = { kubeconfig: this.kubeconfig(user) };
    return new KubernetesClient(place, { env: {}, cwd: this.directory });
  }

  async #isReady(): Promise<boolean> {
    const { exitCode } = this.process!;
    if (exitCode !== null) throw new Error(`kube-apiserver ended with ${exitCode}`);
    const answer = await this.get('/readyz').catch((fault) => fault);
    return answer instanceof KubernetesFault && answer.status === 200; // "ok" is no JSON
  }
}
