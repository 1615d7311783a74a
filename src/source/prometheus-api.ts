import { readFile } from 'node:fs/promises';
import { Agent } from 'node:http';
import { Agent as TlsAgent } from 'node:https';
import type { Axios, AxiosError, AxiosResponse } from 'axios';
import { RolloutError } from '../errors/rollout-error.ts';
import type { Seconds } from '../text/duration.ts';
import { Api, type PrometheusApi } from './api.ts';
import { parseBaseUrl } from './base-url.ts';
import { readBody } from './body.ts';
import { Caller } from './caller.ts';
import { type Clock, systemClock } from './clock.ts';
import type { Broken, Exchange, Reply, Request } from './exchange.ts';
import type { ProxyConfig } from './http-config.ts';
import { HttpSettings, type TlsOptions } from './http-settings.ts';
import { Tokens } from './oauth2.ts';
import { type Proxy as ForwardProxy, proxyFor } from './proxy.ts';
import { Secrets } from './secrets.ts';
import { type Server, tellServer, UNKNOWN } from './server-kind.ts';
import { TunnelAgent } from './tunnel.ts';

export type { PrometheusApi } from './api.ts';

/** How to reach a server; everything but `url` may be left out. */
export interface ConnectionOptions {
  readonly url: string;
  /** `--header 'K: V'`, as given. */
  readonly headers?: readonly string[];
  readonly httpConfig?: { readonly file: string; readonly text: string };
  /** For one attempt, everything included; 30 s. */
  readonly timeout?: Seconds;
  /** Attempts after the first, all within twice the timeout; 6. */
  readonly retries?: number;
  /** Calls at once; 4. */
  readonly concurrency?: number;
  readonly signal?: AbortSignal;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly read?: (file: string) => Promise<string>;
  readonly clock?: Clock;
}

const TLS_FAULT = /CERT|TLS|SSL|EPROTO|SELF_SIGNED|UNABLE_TO_(VERIFY|GET)/;

/** Reaches a server and learns which it is. Throws RolloutError: exit 2 or 3 for bad options, 4 for a server that does not answer. */
export async function connect(options: ConnectionOptions): Promise<PrometheusApi> {
  const { timeout = 30, retries = 6, concurrency = 4, env = {}, clock = systemClock } = options;
  const read = options.read ?? ((file: string) => readFile(file, 'utf8'));
  const base = parseBaseUrl(options.url);
  const secrets = new Secrets();
  const settings = new HttpSettings({ ...options, read }, base, secrets);
  const { config } = settings;
  for (const text of [config?.proxy_url, config?.oauth2?.proxy_url, ...proxyVariables(env)])
    secrets.add(passwordOf(text));
  for (const headers of [config?.proxy_connect_header, config?.oauth2?.proxy_connect_header])
    secrets.add(...Object.values(headers ?? {}).flat());
  const isLocal = /^(localhost|127\..*|\[::1\])$/.test(new URL(base.origin).hostname);
  const agents: (Agent | TlsAgent)[] = [];
  const exchange = await axiosExchange(await settings.tls(), config, env, isLocal, agents);
  const oauth2 = config?.oauth2;
  const tokens =
    oauth2 &&
    new Tokens(
      oauth2,
      settings,
      await axiosExchange(await settings.tls(oauth2.tls_config ?? {}), oauth2, env, false, agents),
      secrets,
      clock,
    );
  const stop = new AbortController();
  const end = () => stop.abort();
  if (options.signal?.aborted) end();
  options.signal?.addEventListener('abort', end, { once: true });
  const close = () => {
    end();
    options.signal?.removeEventListener('abort', end);
    for (const agent of agents) agent.destroy();
  };
  const caller = new Caller({
    base,
    settings,
    exchange,
    tokens,
    secrets,
    timeout,
    retries,
    concurrency,
    clock,
    signal: stop.signal,
  });
  try {
    const server = await askServer(caller);
    return new Api(caller, base.shown, server, base.notes, {
      timeout,
      concurrency,
      close,
      hide: (text) => secrets.hide(text),
    });
  } catch (problem) {
    close();
    throw problem;
  }
}

/** Build info is optional: a gateway may offer queries alone. */
async function askServer(caller: Caller): Promise<Server> {
  try {
    const { envelope } = await caller.call({ path: 'status/buildinfo', isFirst: true });
    return tellServer(envelope.data);
  } catch (problem) {
    const status = problem instanceof RolloutError ? problem.diagnostics[0] : undefined;
    const isMissing =
      status?.code === 'PROM_NO_API' || (status?.code === 'PROM_AUTH' && / 403 /.test(status.message));
    if (isMissing || (status?.code === 'PROM_STATUS' && / answered 40\d /.test(status.message)))
      return UNKNOWN;
    throw problem;
  }
}

const joined = (headers: ProxyConfig['proxy_connect_header'] = {}): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, values]) => [name, values.join(', ')]));

const proxyVariables = (env: Readonly<Record<string, string | undefined>>): (string | undefined)[] =>
  Object.keys(env)
    .filter((name) => /^https?_proxy$/i.test(name))
    .map((name) => env[name]);

const passwordOf = (url: string | undefined): string | undefined =>
  url !== undefined && URL.canParse(url) ? decodeURIComponent(new URL(url).password) : undefined;

/** The one place that sends: a request in, whatever came back out. */
async function axiosExchange(
  tls: TlsOptions,
  proxying: ProxyConfig | undefined,
  env: Readonly<Record<string, string | undefined>>,
  isLocal: boolean,
  agents: (Agent | TlsAgent)[],
): Promise<Exchange> {
  const { default: axios } = await import('axios');
  const connectHeaders = joined(proxying?.proxy_connect_header);
  const httpAgent = new Agent({ keepAlive: true });
  const httpsAgent = new TlsAgent({ keepAlive: true, ...tls });
  agents.push(httpAgent, httpsAgent);
  let tunnel: TunnelAgent | undefined; // an exchange has one proxy, so one tunnelling agent will do
  const tunnelTo = (proxy: ForwardProxy): TunnelAgent => {
    if (!tunnel) agents.push((tunnel = new TunnelAgent({ keepAlive: true, ...tls }, proxy, connectHeaders)));
    return tunnel;
  };
  const client: Axios = axios.create({
    httpAgent,
    httpsAgent,
    maxRedirects: 0,
    responseType: 'stream',
    validateStatus: () => true,
    transformResponse: [(body) => body],
    headers: {
      common: {
        accept: 'application/json',
        'user-agent': 'rollout',
        ...(isLocal ? { 'accept-encoding': 'identity' } : {}),
      },
    },
  });
  return async ({ url, form, headers, timeout, signal }: Request): Promise<Reply | Broken> => {
    const { stopped, isLate, done } = timer(timeout, signal);
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
      return {
        status: reply.status,
        reason: reply.statusText,
        headers: headersOf(reply),
        body: await readBody(reply.data, stopped),
      };
    } catch (problem) {
      const { code = '', message, cause } = problem as AxiosError;
      const via = proxy ? ` (through the proxy ${proxy.host}:${proxy.port})` : '';
      const why = `${plain(message || (cause as Error | undefined)?.message || code)}${via}`;
      if (isLate()) return { broken: 'timeout', code, why };
      if (signal?.aborted) return { broken: 'aborted', code, why };
      return { broken: TLS_FAULT.test(code) ? 'tls' : 'network', code, why };
    } finally {
      done();
    }
  };
}

/** OpenSSL wraps its reason in places of its own source; a body that ends early is only called aborted. */
const plain = (message: string): string =>
  message
    .trim()
    .replace(/^.*SSL routines:[^:]*:([^:]+):.*$/s, '$1')
    .replace(/^(stream has been )?aborted$/, 'the answer broke off');

/** Fires when the time is over or the caller's signal does. */
function timer(timeout: Seconds, signal?: AbortSignal) {
  const own = new AbortController();
  let late = false;
  const stop = () => own.abort();
  const alarm = setTimeout(
    () => {
      late = true;
      stop();
    },
    Math.max(1, timeout * 1000),
  );
  if (signal?.aborted) stop();
  signal?.addEventListener('abort', stop, { once: true });
  const done = () => {
    clearTimeout(alarm);
    signal?.removeEventListener('abort', stop);
  };
  return { stopped: own.signal, isLate: () => late, done };
}

const headersOf = (reply: AxiosResponse): Record<string, string | undefined> =>
  Object.fromEntries(
    Object.entries(reply.headers).map(([name, value]) => [
      name.toLowerCase(),
      value === undefined ? undefined : String(value),
    ]),
  );
