import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { resourcePath } from '../../src/control/kubernetes/resource.ts';
import { freePort } from './free-port.ts';
import { Heard } from './heard.ts';
import type { KubeApiServer } from './kube-api-server.ts';
import type { Sandbox } from './script.ts';

interface Deployment {
  readonly metadata: { readonly namespace: string; readonly uid: string };
  readonly spec: {
    readonly replicas: number;
    readonly template: {
      readonly spec: {
        readonly serviceAccountName: string;
        readonly containers: readonly [Container];
        readonly volumes: readonly [{ readonly configMap: { readonly name: string } }];
      };
    };
  };
}

interface Container {
  readonly args: readonly string[];
  readonly volumeMounts: readonly [{ readonly mountPath: string }];
}

interface Lease {
  readonly metadata: { readonly name: string };
  readonly spec: { readonly holderIdentity?: string };
}

interface Pod {
  /** Of its Deployment. */
  readonly owner: string;
  readonly process: ChildProcess;
}

const DEPLOYMENTS = resourcePath({ apiVersion: 'apps/v1', resource: 'deployments' });
const LEASES = resourcePath({ apiVersion: 'coordination.k8s.io/v1', resource: 'leases' });

/**
 * The pods of all Deployments, as processes of this machine: a bare API server has no kubelet. A pod is the built binary with the
 * arguments of its container, a token of its service account, the files of its ConfigMap linked as a kubelet links them, and a
 * home that cannot be written. Two things differ: the folder of the files, and the port, as all pods have one address here.
 */
export class KubePods {
  /** What they log. */
  readonly heard = new Heard();
  readonly #server: KubeApiServer;
  readonly #sandbox: Sandbox;
  #pods: Pod[] = [];

  constructor(server: KubeApiServer, sandbox: Sandbox) {
    this.#server = server;
    this.#sandbox = sandbox;
  }

  /** Starts and ends pods until there are as many as each Deployment says. */
  async follow(): Promise<void> {
    const { items } = await this.#server.get<{ readonly items: readonly Deployment[] }>(DEPLOYMENTS);
    const owners = items.map(({ metadata }) => metadata.uid);
    await this.#end(({ owner }) => !owners.includes(owner), 'SIGTERM');
    for (const one of items) while (this.#countOf(one) < one.spec.replicas) await this.#start(one);
  }

  /** Its node is lost: nothing is given back. */
  async loseLeader(): Promise<void> {
    const { items } = await this.#server.get<{ readonly items: readonly Lease[] }>(LEASES);
    // That of who stands by has another name.
    const leading = items.filter(({ metadata }) => metadata.name.startsWith('rollout.'));
    const isHolder = (pid: number | undefined) =>
      leading.some(({ spec }) => spec.holderIdentity?.includes(`/${pid} `));
    await this.#end(({ process: { pid } }) => isHolder(pid), 'SIGKILL');
  }

  close(): Promise<void> {
    return this.#end(() => true, 'SIGKILL');
  }

  #countOf({ metadata: { uid } }: Deployment): number {
    return this.#pods.filter(({ owner }) => owner === uid).length;
  }

  async #end(isSo: (pod: Pod) => boolean, signal: NodeJS.Signals): Promise<void> {
    const ended = this.#pods.filter(isSo);
    this.#pods = this.#pods.filter((pod) => !ended.includes(pod));
    await Promise.all(ended.map(({ process }) => endOf(process, signal)));
  }

  async #start({ metadata: { namespace, uid }, spec }: Deployment): Promise<void> {
    const { serviceAccountName: account, containers, volumes } = spec.template.spec;
    const [{ args, volumeMounts }] = containers;
    const files = await this.#mount(namespace, volumes[0].configMap.name);
    const token = await this.#server.accountToken(namespace, account);
    const port = await freePort();
    const words = args.map((arg) =>
      arg.replace(volumeMounts[0].mountPath, files).replace(/^:\d+$/, `127.0.0.1:${port}`),
    );
    const command = join(this.#sandbox.directory, 'bin/rollout');
    const KUBECONFIG = this.#server.kubeconfig(`${namespace}-${account}`, token);
    const child = spawn(process.execPath, [command, ...words], {
      env: { PATH: this.#sandbox.env.PATH, HOME: '/dev/null', KUBECONFIG },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [child.stdout, child.stderr]) this.heard.listen(stream);
    this.#pods.push({ owner: uid, process: child });
  }

  /** The files of a ConfigMap, at one path for all pods: links to links, so that all change at once. */
  async #mount(namespace: string, name: string): Promise<string> {
    const path = resourcePath({ apiVersion: 'v1', resource: 'configmaps', namespace, name });
    const { data } = await this.#server.get<{ readonly data: Readonly<Record<string, string>> }>(path);
    const folder = join(this.#sandbox.directory, 'mounted', namespace, name);
    if (existsSync(folder)) return folder;
    mkdirSync(join(folder, '..version'), { recursive: true });
    symlinkSync('..version', join(folder, '..data'));
    for (const [file, text] of Object.entries(data)) {
      writeFileSync(join(folder, '..version', file), text);
      symlinkSync(join('..data', file), join(folder, file));
    }
    return folder;
  }
}

async function endOf(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const closed = once(child, 'close');
  child.kill(signal);
  await closed;
}
