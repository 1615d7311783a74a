import { Agent } from 'node:http';
import { Agent as TlsAgent } from 'node:https';
import type { Axios, AxiosError, AxiosResponse } from 'axios';
import type { TlsOptions } from '../http-config/settings.ts';
import type { ProxyConfig } from '../http-config.ts';
import { readBody } from './body.ts';
import { deadline } from './deadline.ts';
import type { Broken, Exchange, Reply, Request } from './exchange.ts';
import { type Proxy as ForwardProxy, proxyFor } from './proxy.ts';
import { TunnelAgent } from './tunnel.ts';

export interface AxiosExchangeOptions {
  readonly tls: TlsOptions;
  readonly proxying: ProxyConfig | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Next to a server on the same machine, packing an answer costs more than it saves. */
  readonly isLocal?: boolean;
  /** Takes every agent that is made: who ends the exchange destroys them. */
  readonly agents: (Agent | TlsAgent)[];
}

/** The one place that sends: a request in, whatever came back out. */
export async function axiosExchange(options: AxiosExchangeOptions): Promise<Exchange> {
  const { proxying, env } = options;
  const client = await clientOf(options);
  const tunnelTo = tunnels(options);
  return async ({ url, form, headers, timeout, signal }: Request): Promise<Reply | Broken> => {
    const { stopped, isLate, done } = deadline(timeout, signal);
    const proxy = URL.canParse(url) ? proxyFor(new URL(url), proxying, env) : undefined;
    const tunnel = proxy && url.startsWith('https:') && tunnelTo(proxy);
    try {
      const reply = await client.request({
        url,
        method: form ? 'POST' : 'GET',
        data: form,
        headers,
        signal: stopped,
        ...(tunnel ? { httpsAgent: tunnel, proxy: false } : { proxy: proxy ?? false }),
      });
      return await replyOf(reply, stopped);
    } catch (problem) {
      const broken = brokenOf(problem as AxiosError, proxy);
      if (isLate()) return { ...broken, broken: 'timeout' };
      return signal?.aborted ? { ...broken, broken: 'aborted' } : broken;
    } finally {
      done();
    }
  };
}

async function clientOf({ tls, isLocal, agents }: AxiosExchangeOptions): Promise<Axios> {
  const { default: axios } = await import('axios');
  const httpAgent = new Agent({ keepAlive: true });
  const httpsAgent = new TlsAgent({ keepAlive: true, ...tls });
  agents.push(httpAgent, httpsAgent);
  const accepted = isLocal ? { 'accept-encoding': 'identity' } : {};
  return axios.create({
    httpAgent,
    httpsAgent,
    maxRedirects: 0,
    responseType: 'stream',
    validateStatus: () => true,
    transformResponse: [(body) => body],
    headers: { common: { accept: 'application/json', 'user-agent': 'rollout', ...accepted } },
  });
}

/** An exchange has one proxy, so one tunnelling agent will do. */
function tunnels({ tls, proxying, agents }: AxiosExchangeOptions): (proxy: ForwardProxy) => TunnelAgent {
  const given = Object.entries(proxying?.proxy_connect_header ?? {});
  const headers = Object.fromEntries(given.map(([name, values]) => [name, values.join(', ')]));
  let tunnel: TunnelAgent | undefined;
  return (proxy) => {
    if (!tunnel) agents.push((tunnel = new TunnelAgent({ keepAlive: true, ...tls }, proxy, headers)));
    return tunnel;
  };
}

async function replyOf(
  { status, statusText, headers, data }: AxiosResponse,
  stopped: AbortSignal,
): Promise<Reply> {
  const lower = Object.entries(headers).map(([name, value]) => [
    name.toLowerCase(),
    value === undefined ? undefined : String(value),
  ]);
  return {
    status,
    reason: statusText,
    headers: Object.fromEntries(lower),
    body: await readBody(data, stopped),
  };
}

const TLS_FAULT = /CERT|TLS|SSL|EPROTO|SELF_SIGNED|UNABLE_TO_(VERIFY|GET)/;

function brokenOf({ code = '', message, cause }: AxiosError, proxy: ForwardProxy | undefined): Broken {
  const via = proxy ? ` (through the proxy ${proxy.host}:${proxy.port})` : '';
  const why = `${plain(message || (cause as Error | undefined)?.message || code)}${via}`;
  return { broken: TLS_FAULT.test(code) ? 'tls' : 'network', code, why };
}

/** OpenSSL wraps its reason in places of its own source; a body that ends early is only called aborted. */
const plain = (message: string): string =>
  message
    .trim()
    .replace(/^.*SSL routines:[^:]*:([^:]+):.*$/s, '$1')
    .replace(/^(stream has been )?aborted$/, 'the answer broke off');
