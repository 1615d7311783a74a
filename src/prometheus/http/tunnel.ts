import { type ClientRequest, request } from 'node:http';
import { Agent, type AgentOptions, type RequestOptions, request as secureRequest } from 'node:https';
import type { Duplex } from 'node:stream';
import type { Proxy as ForwardProxy } from './proxy.ts';

type Connected = (problem: Error | null, socket?: Duplex) => void;

/** An agent that reaches TLS servers through a forward proxy (CONNECT), with headers for the proxy alone. */
export class TunnelAgent extends Agent {
  readonly #proxy: ForwardProxy;
  readonly #headers: Readonly<Record<string, string>>;
  /** Requests for a tunnel that the proxy has not answered yet. */
  readonly #pending = new Set<ClientRequest>();

  constructor(options: AgentOptions, proxy: ForwardProxy, headers: Readonly<Record<string, string>>) {
    super(options);
    this.#proxy = proxy;
    this.#headers = headers;
  }

  /** Called by node:https for every new connection. */
  override createConnection(options: RequestOptions, connected: Connected): undefined {
    const tunnel = this.#openTunnel(options);
    this.#pending.add(tunnel);
    tunnel.once('close', () => this.#pending.delete(tunnel));
    tunnel.once('connect', ({ statusCode }, socket) => {
      if (statusCode === 200) return connected(null, this.#secure(options, socket));
      socket.destroy();
      connected(rejection(statusCode));
    });
    tunnel.once('response', ({ statusCode }) => {
      tunnel.destroy();
      connected(rejection(statusCode));
    });
    tunnel.once('error', connected);
    tunnel.end();
    return undefined;
  }

  /**
   * Also ends requests that the proxy has not answered, so that a silent proxy does not keep the process
   * alive.
   */
  override destroy(): void {
    for (const request of this.#pending) request.destroy();
    super.destroy();
  }

  /** The CONNECT request for the server that `options` name. */
  #openTunnel({ host: server, port: serverPort }: RequestOptions): ClientRequest {
    const { protocol, host, port, auth } = this.#proxy;
    const name = server?.includes(':') ? `[${server}]` : server;
    const target = `${name}:${serverPort}`;
    const send = protocol === 'https' ? secureRequest : request;
    return send({
      host: host.replace(/^\[|\]$/g, ''),
      port,
      method: 'CONNECT',
      path: target,
      headers: { host: target, ...credentials(auth), ...this.#headers },
      agent: false,
    });
  }

  #secure(options: RequestOptions, socket: Duplex): Duplex {
    const create = Agent.prototype.createConnection as (options: object) => Duplex;
    return create.call(this, { ...options, socket });
  }
}

function credentials(auth: ForwardProxy['auth']): Record<string, string> {
  if (!auth) return {};
  const pair = Buffer.from(`${auth.username}:${auth.password}`).toString('base64');
  return { 'proxy-authorization': `Basic ${pair}` };
}

/**
 * The error of a proxy that opens no tunnel. A status below 500 is final: its code says that no retry can
 * help.
 */
function rejection(status = 0): Error {
  const error = new Error(`the proxy answered ${status}`);
  return status < 500 ? Object.assign(error, { code: 'ERR_PROXY_REFUSED' }) : error;
}
