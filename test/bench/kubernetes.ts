import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Seconds } from '../../src/text/duration.ts';
import { hasKubeApiServer, KubeApiServer } from '../support/kube-api-server.ts';
import { values } from '../support/moved-rollout.ts';
import { until } from '../support/until.ts';
import { type Loopback, startLoopback } from './loopback.ts';
import type { Row } from './row.ts';

const ROLLOUTS = 500;
const NAMESPACE = 'bench';
const NAME = `control: ${ROLLOUTS} rollouts on the API server`;
const GATEWAY = { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'HTTPRoute' };
/** Four ticks of ten seconds, and half a minute in which everything is looked at once. */
const WINDOW: Seconds = 60;
const TICK: Seconds = 10;
/** Of `values`: below 1 a ramp climbs, above 2 it is reset. */
const CLIMB = 0;
const HOLD = 1.5;

/** Says how much processor time it has used whenever it is asked. */
const TELL_USAGE = `data:text/javascript,${encodeURIComponent(
  "process.on('message', () => process.send(process.cpuUsage())); process.channel.unref();",
)}`;

/** What `rollout run` takes of a machine where state and targets lie in Kubernetes; nothing where there is no API server. */
export async function* kubernetes(): AsyncGenerator<Row> {
  if (!hasKubeApiServer()) return;
  const folder = mkdtempSync(join(tmpdir(), 'rollout-bench-'));
  const [server, prometheus] = await Promise.all([KubeApiServer.start(), startLoopback()]);
  const farm = new Farm(folder, server);
  try {
    await prometheus.set(CLIMB);
    await farm.make(prometheus);
    yield { name: `${NAME}: until all are led`, value: await farm.open(), unit: 's' };
    await sleep(2 * TICK * 1000);
    yield { name: `${NAME}: all climb`, value: await farm.load(), unit: 'processors', atMost: 0.5 };
    await prometheus.set(HOLD);
    await sleep(2 * TICK * 1000);
    yield { name: `${NAME}: all hold`, value: await farm.load(), unit: 'processors', atMost: 0.5 };
  } finally {
    await farm.stop();
    prometheus.stop();
    await server.stop();
    rmSync(folder, { recursive: true });
  }
}

const names = Array.from({ length: ROLLOUTS }, (_, i) => `checkout-${i}`);

/** Rollouts of one controller in a process of its own. */
class Farm {
  readonly #folder: string;
  readonly #server: KubeApiServer;
  #process: ChildProcess | undefined;

  constructor(folder: string, server: KubeApiServer) {
    this.#folder = folder;
    this.#server = server;
  }

  /** A file and a route for each. */
  async make(prometheus: Loopback): Promise<void> {
    const server = this.#server;
    await server.namespace(NAMESPACE);
    await server.install('gateway-httproute');
    this.#write('values.yaml', values({ last: '24h', interval: `${TICK}s` }));
    const kubeconfig = server.kubeconfig();
    for (const name of names) {
      await server.create(routeOf(name));
      const route = { namespace: NAMESPACE, name, feature: 'v2', stable: 'v1', kubeconfig };
      const lines = [
        `rollout: ${name}`,
        'values_file: values.yaml',
        `prometheus: {url: "${prometheus.url}"}`,
        'start: immediately',
        `actuators: [${JSON.stringify({ http_route: route })}]`,
      ];
      this.#write(`${name}.yaml`, lines.join('\n'));
    }
  }

  /** Seconds until a controller leads all of them. */
  async open(): Promise<Seconds> {
    const begun = performance.now();
    const state = `kubernetes://${NAMESPACE}?kubeconfig=${this.#server.kubeconfig()}`;
    const files = names.map((name) => `${name}.yaml`);
    const args = ['--import', TELL_USAGE, resolve('dist/rollout.js'), 'run', ...files, '--state', state];
    const env = { PATH: process.env.PATH, HOME: this.#folder };
    const options = { cwd: this.#folder, env, stdio: ['ignore', 'pipe', 'inherit', 'ipc'] as const };
    this.#process = spawn(process.execPath, args, { ...options, stdio: [...options.stdio] });
    let said = '';
    this.#process.stdout!.on('data', (text) => {
      said += text;
    });
    await until(() => said.split(' leads it').length > ROLLOUTS || this.#process!.exitCode !== null);
    if (this.#process.exitCode !== null) throw new Error(`the controller ended:\n${said}`);
    return (performance.now() - begun) / 1000;
  }

  /** Processor time of the controller for a while, as a share of that. */
  async load(): Promise<number> {
    const [before, begun] = [await this.#used(), performance.now()];
    await sleep(WINDOW * 1000);
    const after = await this.#used();
    return (after - before) / (performance.now() - begun);
  }

  async stop(): Promise<void> {
    const { exitCode } = this.#process ?? { exitCode: 0 };
    if (exitCode !== null) return;
    const ended = once(this.#process!, 'exit');
    this.#process!.kill('SIGKILL');
    await ended;
  }

  /** Milliseconds of processor time. */
  async #used(): Promise<number> {
    const answer = once(this.#process!, 'message');
    this.#process!.send('usage');
    const [{ user, system }] = (await answer) as [NodeJS.CpuUsage];
    return (user + system) / 1000;
  }

  #write(name: string, text: string): void {
    writeFileSync(join(this.#folder, name), text);
  }
}

function routeOf(name: string) {
  const backendRefs = ['v2', 'v1'].map((one) => ({ name: one, port: 80, weight: one === 'v2' ? 0 : 1 }));
  return { ...GATEWAY, metadata: { name, namespace: NAMESPACE }, spec: { rules: [{ backendRefs }] } };
}
