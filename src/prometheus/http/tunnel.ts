import { type ClientRequest, request } from 'node:http';
import { Agent, type AgentOptions, type RequestOptions, request as secureRequest } from 'node:https';
import type { Duplex } from 'node:stream';
import type { Proxy as ForwardProxy } from './proxy.ts';

type Connected = (problem: Error | null, socket?: Duplex) => void;

/** An agent that reaches TLS servers through a forward proxy, and gives the proxy headers of its own. */
export class TunnelAgent extends Agent {
  readonly #proxy: ForwardProxy;
  readonly #headers: Readonly<Record<string, string>>;
  readonly #asking = new Set<ClientRequest>();

  constructor(options: AgentOptions, proxy: ForwardProxy, headers: Readonly<Record<string, string>>) {
    super(options);
    this.#proxy = proxy;
    this.#headers = headers;
  }

  /** Called by node:https for every new connection. */
  override createConnection(options: RequestOptions, connected: Connected): undefined {
    const { protocol, host, port, auth } = this.#proxy;
    const name = options.host?.includes(':') ? `[${options.host}]` : options.host;
    const target = `${name}:${options.port}`;
    const ask = (protocol === 'https' ? secureRequest : request)({
      host: host.replace(/^\[|\]$/g, ''),
      port,
      method: 'CONNECT',
      path: target,
      headers: { host: target, ...credentials(auth), ...this.#headers },
      agent: false,
    });
    this.#asking.add(ask);
    ask.once('close', () => this.#asking.delete(ask));
    ask.once('connect', ({ statusCode }, socket) => {
      if (statusCode === 200) return connected(null, this.#secure(options, socket));
      socket.destroy();
      connected(refusal(statusCode));
    });
    ask.once('response', ({ statusCode }) => {
      ask.destroy();
      connected(refusal(statusCode));
    });
    ask.once('error', connected);
    ask.end();
    return undefined;
  }

  /** Also ends what still waits for the proxy, so that a silent one keeps nobody. */
  override destroy(): void {
    for (const ask of this.#asking) ask.destroy();
    super.destroy();
  }

  #secure(options: RequestOptions, socket: Duplex): Duplex {
    const create = Agent.prototype.createConnection as (options: object) => Duplex;
    return create.call(this, { ...options, socket });
  }
}

const credentials = (auth: ForwardProxy['auth']): Record<string, string> =>
  auth
    ? {
        'proxy-authorization': `Basic ${Buffer.from(`${auth.username}:${auth.password}`).toString('base64')}`,
      }
    : {};

/** A proxy that says no says it again; one that is overloaded may not. */
const refusal = (status = 0): Error =>
  Object.assign(new Error(`the proxy answered ${status}`), status < 500 ? { code: 'ERR_PROXY_REFUSED' } : {});
