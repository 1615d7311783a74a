import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EtcdGateway, type GatewayOptions } from '../../src/control/state/etcd/gateway.ts';
import { axiosExchange } from '../../src/prometheus/http/axios-exchange.ts';
import type { TlsOptions } from '../../src/prometheus/http-config/tls.ts';
import type { Certificates } from './certificates.ts';
import { freePort } from './free-port.ts';
import { ServerProcess } from './server-process.ts';
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
export class Etcd extends ServerProcess {
  readonly url: string;
  readonly #peer: string;
  readonly #directory = mkdtempSync(join(tmpdir(), 'rollout-etcd-'));
  readonly #options: readonly string[];
  readonly #tls: Certificates | undefined;

  private constructor(ports: readonly [number, number], options: readonly string[], tls?: Certificates) {
    super();
    const [port, peer] = ports;
    this.url = `${tls ? 'https' : 'http'}://127.0.0.1:${port}`;
    this.#peer = `http://127.0.0.1:${peer}`;
    this.#options = options;
    this.#tls = tls;
  }

  static async start(...options: string[]): Promise<Etcd> {
    const etcd = new Etcd([await freePort(), await freePort()], options);
    await etcd.restart();
    return etcd;
  }

  /** One that takes no client without a certificate. */
  static async startTls(tls: Certificates): Promise<Etcd> {
    const server = ['--cert-file', tls.path('server.pem'), '--key-file', tls.path('server.key')];
    const options = [...server, '--client-cert-auth', '--trusted-ca-file', tls.path('ca.pem')];
    const etcd = new Etcd([await freePort(), await freePort()], options, tls);
    await etcd.restart();
    return etcd;
  }

  override async restart(): Promise<void> {
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
    this.process = spawn('etcd', args, { stdio: 'ignore' });
    await until(() => this.#isHealthy());
  }

  /** A client; a busy machine may take long to answer. */
  async gateway(options: Partial<GatewayOptions> = {}): Promise<EtcdGateway> {
    const exchange = await axiosExchange({ tls: this.#files(), proxyConfig: undefined, env: {}, agents: [] });
    return new EtcdGateway({ endpoints: [this.url], exchange, timeout: 30, ...options });
  }

  /** What a client of it needs. */
  #files(): TlsOptions {
    if (!this.#tls) return {};
    const [ca, cert, key] = ['ca.pem', 'client.pem', 'client.key'].map((name) =>
      readFileSync(this.#tls!.path(name), 'utf8'),
    );
    return { ca, cert, key };
  }

  async #answers(): Promise<boolean> {
    const gateway = await this.gateway({ timeout: 2 });
    return (await gateway.call('/v3/kv/range', { key: 'AA==' })).kind === 'answer';
  }

  async stop(): Promise<void> {
    this.signal('SIGCONT');
    await this.kill();
    rmSync(this.#directory, { recursive: true, force: true });
  }

  async #isHealthy(): Promise<boolean> {
    if (this.#tls) return this.#answers();
    const reply = await fetch(`${this.url}/health`).catch(() => undefined);
    return (await reply?.text())?.includes('"true"') ?? false;
  }
}
