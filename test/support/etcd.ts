import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EtcdGateway, type GatewayOptions } from '../../src/control/state/etcd/gateway.ts';
import { axiosExchange } from '../../src/prometheus/http/axios-exchange.ts';
import { freePort } from './free-port.ts';
import { until } from './until.ts';

/** Whether there is an etcd; its absence is an error under CI=true. */
export function hasEtcd(): boolean {
  try {
    execFileSync('etcd', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    if (process.env.CI === 'true') throw new Error('no etcd found: apt-get install etcd-server');
    console.warn('skipped: no etcd found (apt-get install etcd-server)');
    return false;
  }
}

/** A server of one test. */
export class Etcd {
  readonly url: string;
  readonly #peer: string;
  readonly #directory = mkdtempSync(join(tmpdir(), 'rollout-etcd-'));
  readonly #options: readonly string[];
  #process: ChildProcess | undefined;

  private constructor(ports: readonly [number, number], options: readonly string[]) {
    const [url, peer] = ports.map((port) => `http://127.0.0.1:${port}`);
    this.url = url!;
    this.#peer = peer!;
    this.#options = options;
  }

  static async start(...options: string[]): Promise<Etcd> {
    const etcd = new Etcd([await freePort(), await freePort()], options);
    await etcd.restart();
    return etcd;
  }

  /** Starts it on what it had written. */
  async restart(): Promise<void> {
    const { url } = this;
    const addresses = {
      'listen-client-urls': url,
      'advertise-client-urls': url,
      'listen-peer-urls': this.#peer,
      'initial-advertise-peer-urls': this.#peer,
      'initial-cluster': `n1=${this.#peer}`,
    };
    const flags = Object.entries(addresses).flatMap(([flag, value]) => [`--${flag}`, value]);
    const args = ['--name', 'n1', '--data-dir', this.#directory, ...flags, ...this.#options];
    this.#process = spawn('etcd', args, { stdio: 'ignore' });
    await until(() => this.#isHealthy());
  }

  /** SIGKILL, SIGSTOP or SIGCONT. */
  signal(name: NodeJS.Signals): void {
    this.#process!.kill(name);
  }

  async kill(): Promise<void> {
    const ended = new Promise((done) => this.#process!.once('exit', done));
    this.signal('SIGKILL');
    await ended;
  }

  /** A client; a busy machine may take long to answer. */
  async gateway(options: Partial<GatewayOptions> = {}): Promise<EtcdGateway> {
    const exchange = await axiosExchange({ tls: {}, proxyConfig: undefined, env: {}, agents: [] });
    return new EtcdGateway({ endpoints: [this.url], exchange, timeout: 30, ...options });
  }

  async stop(): Promise<void> {
    this.signal('SIGCONT');
    await this.kill();
    rmSync(this.#directory, { recursive: true, force: true });
  }

  async #isHealthy(): Promise<boolean> {
    const reply = await fetch(`${this.url}/health`).catch(() => undefined);
    return (await reply?.text())?.includes('"true"') ?? false;
  }
}
