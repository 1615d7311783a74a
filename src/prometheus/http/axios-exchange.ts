import { Agent } from 'node:http';
import { Agent as TlsAgent } from 'node:https';
import type { Axios, AxiosError, AxiosResponse } from 'axios';
import type { ProxyConfig } from '../http-config/config.ts';
import type { TlsOptions } from '../http-config/tls.ts';
import { handOver, readBody } from './body.ts';
import { deadline } from './deadline.ts';
import type { Exchange, NoReply, Reply, Request } from './exchange.ts';
import { type Environment, type Proxy as ForwardProxy, proxyFor } from './proxy.ts';
import { TooLarge } from './too-large.ts';
import { TunnelAgent } from './tunnel.ts';

export interface AxiosExchangeOptions {
  readonly tls: TlsOptions;
  /** The proxy of the client configuration; undefined without a configuration. */
  readonly proxyConfig: ProxyConfig | undefined;
  readonly env: Environment;
  /** For a server on the same machine compression costs more time than it saves, so none is asked for. */
  readonly isLocal?: boolean;
  /** Connections that stay open while nothing is asked; what Node keeps where it is not given, 256. */
  readonly idleConnections?: number;
  /** Every agent that is made is added; the owner of the exchange destroys them. */
  readonly agents: (Agent | TlsAgent)[];
}

/** The one place that sends requests, by axios. */
export async function axiosExchange(options: AxiosExchangeOptions): Promise<Exchange> {
  const { proxyConfig, env } = options;
  const client = await clientOf(options);
  const tunnelTo = tunnels(options);
  return async (asked: Request): Promise<Reply | NoReply> => {
    const { url, method, form, text, headers, timeout, signal } = asked;
    const { stopped, isLate, done } = deadline(timeout, signal);
    const proxy = URL.canParse(url) ? proxyFor(new URL(url), proxyConfig, env) : undefined;
    const sent = { method: method ?? (form ? 'POST' : 'GET'), data: form ?? text };
    const request = { url, ...sent, headers, signal: stopped };
    try {
      const reply = await client.request({ ...request, ...route(url, proxy, tunnelTo) });
      return await replyOf(asked, reply, stopped);
    } catch (problem) {
      const noReply = noReplyOf(problem as AxiosError | TooLarge, proxy);
      if (isLate()) return { ...noReply, failure: 'timeout' };
      return signal?.aborted ? { ...noReply, failure: 'aborted' } : noReply;
    } finally {
      done();
    }
  };
}

/** How the connections of an exchange are kept. */
const keptBy = ({ idleConnections }: AxiosExchangeOptions) => ({
  keepAlive: true,
  maxFreeSockets: idleConnections,
});

async function clientOf(options: AxiosExchangeOptions): Promise<Axios> {
  const { tls, isLocal, agents } = options;
  const { default: axios } = await import('axios');
  const httpAgent = new Agent(keptBy(options));
  const httpsAgent = new TlsAgent({ ...keptBy(options), ...tls });
  agents.push(httpAgent, httpsAgent);
  const encoding = isLocal ? { 'accept-encoding': 'identity' } : {};
  return axios.create({
    httpAgent,
    httpsAgent,
    maxRedirects: 0,
    responseType: 'stream',
    validateStatus: () => true,
    transformResponse: [(body) => body],
    headers: { common: { accept: 'application/json', 'user-agent': 'rollout', ...encoding } },
  });
}

type TunnelTo = (proxy: ForwardProxy) => TunnelAgent;

/** A TLS server is reached through a tunnel of the proxy, any other server through the proxy itself. */
function route(url: string, proxy: ForwardProxy | undefined, tunnelTo: TunnelTo) {
  if (proxy && url.startsWith('https:')) return { httpsAgent: tunnelTo(proxy), proxy: false as const };
  return { proxy: proxy ?? (false as const) };
}

/** One agent serves all requests, since an exchange has one proxy. */
function tunnels(options: AxiosExchangeOptions): TunnelTo {
  const { tls, proxyConfig, agents } = options;
  const configured = Object.entries(proxyConfig?.proxy_connect_header ?? {});
  const headers = Object.fromEntries(configured.map(([name, values]) => [name, values.join(', ')]));
  let tunnel: TunnelAgent | undefined;
  return (proxy) => {
    if (!tunnel) {
      tunnel = new TunnelAgent({ ...keptBy(options), ...tls }, proxy, headers);
      agents.push(tunnel);
    }
    return tunnel;
  };
}

async function replyOf(
  { url, onPiece }: Request,
  response: AxiosResponse,
  stopped: AbortSignal,
): Promise<Reply> {
  const { status, statusText, headers, data } = response;
  const lower = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), textOf(value)]);
  const isTaken = onPiece !== undefined && status === 200;
  const body = isTaken ? await handOver(data, onPiece, stopped) : await readBody(data, stopped);
  return { url, status, reason: statusText, headers: Object.fromEntries(lower), body };
}

const textOf = (value: unknown): string | undefined => (value === undefined ? undefined : String(value));

const TLS_FAULT = /CERT|TLS|SSL|EPROTO|SELF_SIGNED|UNABLE_TO_(VERIFY|GET)/;

function noReplyOf(problem: AxiosError | TooLarge, proxy: ForwardProxy | undefined): NoReply {
  if (problem instanceof TooLarge) return { failure: 'too_large', code: '', why: problem.bound };
  const { code = '', message, cause } = problem;
  const via = proxy ? ` (through the proxy ${proxy.host}:${proxy.port})` : '';
  const why = `${plain(message || (cause as Error | undefined)?.message || code)}${via}`;
  return { failure: TLS_FAULT.test(code) ? 'tls' : 'network', code, why };
}

/** Without the places in OpenSSL's own source; "aborted" is what Node calls a body that ends early. */
const plain = (message: string): string =>
  message
    .trim()
    .replace(/^.*(?:SSL|certificate) routines:[^:]*:([^:]+).*$/s, '$1')
    .replace(/^(stream has been )?aborted$/, 'the answer broke off');
