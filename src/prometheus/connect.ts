import { readBytes } from '../disk/bounded.ts';
import type { Seconds } from '../text/duration.ts';
import { Caller } from './api/caller.ts';
import { Sender } from './api/sender.ts';
import { readServer, type Server, UNKNOWN } from './api/server-kind.ts';
import { StatusError } from './api/status-error.ts';
import { Api, type PrometheusApi } from './api.ts';
import type { Clock } from './clock.ts';
import { type AxiosExchangeOptions, axiosExchange } from './http/axios-exchange.ts';
import { decode, parseBaseUrl } from './http/base-url.ts';
import { Tokens, type TokensOptions } from './http/oauth2.ts';
import type { Environment } from './http/proxy.ts';
import { Secrets } from './http/secrets.ts';
import { HttpSettings } from './http-config/settings.ts';
import { readTls } from './http-config/tls.ts';
import { systemClock } from './system-clock.ts';

export type { PrometheusApi } from './api.ts';

/** How to reach a server; everything but `url` may be left out. */
export interface ConnectionOptions {
  readonly url: string;
  /** `--header 'K: V'`, as given. */
  readonly headers?: readonly string[];
  readonly httpConfig?: { readonly file: string; readonly text: string };
  /** Refuses files with secrets that others can read; false. */
  readonly isPrivate?: boolean;
  /** For one attempt, everything included; 30 s. */
  readonly timeout?: Seconds;
  /** Attempts after the first, all within twice the timeout; 6. */
  readonly retries?: number;
  /** Calls at once; 4. */
  readonly concurrency?: number;
  /** Takes an answer that lacks a part of the data; false. */
  readonly allowPartial?: boolean;
  readonly signal?: AbortSignal;
  readonly env?: Environment;
  readonly read?: (file: string) => Promise<string>;
  readonly clock?: Clock;
}

/**
 * Connects to a server and asks which it is. Throws RolloutError: exit 2 or 3 for bad options, 4 for a server
 * that does not answer.
 */
export async function connect(options: ConnectionOptions): Promise<PrometheusApi> {
  const { timeout = 30, retries = 6, concurrency = 4, env = {}, clock = systemClock } = options;
  const { allowPartial = false } = options;
  const { headers, httpConfig, isPrivate, read = readText } = options;
  const base = parseBaseUrl(options.url);
  const secrets = new Secrets();
  const settings = new HttpSettings({ headers, httpConfig, isPrivate, read }, base, secrets);
  addProxySecrets(settings, env, secrets);
  const agents: Agents = [];
  const exchange = await axiosExchange({
    tls: await readTls(settings.config?.tls_config, settings.texts),
    proxyConfig: settings.config,
    env,
    isLocal: /^(localhost|127\..*|\[::1\])$/.test(new URL(base.origin).hostname),
    agents,
  });
  const tokens = await tokensOf(settings, { env, agents }, { secrets, clock });
  const { signal, close } = closing(options.signal, agents);
  const sender = new Sender({ base, settings, exchange, tokens, signal });
  const hide = (text: string) => secrets.hide(text);
  const shared = { url: base.shown, timeout, concurrency, allowPartial, hide };
  const caller = new Caller({ ...shared, sender, retries, clock, signal });
  try {
    return new Api({ ...shared, caller, server: await askServer(caller), notes: base.notes, close });
  } catch (problem) {
    close();
    throw problem;
  }
}

type Agents = AxiosExchangeOptions['agents'];

const readText = async (file: string): Promise<string> => (await readBytes(file)).toString('utf8');

/** The passwords in the addresses of proxies, and the headers for proxies. */
function addProxySecrets({ config }: HttpSettings, env: Environment, secrets: Secrets): void {
  const variables = Object.keys(env).filter((name) => /^https?_proxy$/i.test(name));
  const addresses = [config?.proxy_url, config?.oauth2?.proxy_url, ...variables.map((name) => env[name])];
  secrets.add(...addresses.map(passwordOf));
  for (const headers of [config?.proxy_connect_header, config?.oauth2?.proxy_connect_header])
    secrets.add(...Object.values(headers ?? {}).flat());
}

const passwordOf = (url: string | undefined): string | undefined =>
  url !== undefined && URL.canParse(url) ? decode(new URL(url).password) : undefined;

/** Tokens come from a server of their own, with its own TLS settings and proxy; undefined without oauth2. */
async function tokensOf(
  { config, texts }: HttpSettings,
  ways: Pick<AxiosExchangeOptions, 'env' | 'agents'>,
  shared: Pick<TokensOptions, 'secrets' | 'clock'>,
): Promise<Tokens | undefined> {
  const oauth2 = config?.oauth2;
  if (!oauth2) return undefined;
  const tls = await readTls(oauth2.tls_config, texts);
  const exchange = await axiosExchange({ ...ways, tls, proxyConfig: oauth2 });
  return new Tokens({ ...shared, config: oauth2, texts, exchange });
}

/** A signal that fires with the caller's or on `close`, which also ends all connections. */
function closing(outer: AbortSignal | undefined, agents: Agents) {
  const stop = new AbortController();
  const abort = () => stop.abort();
  if (outer?.aborted) abort();
  outer?.addEventListener('abort', abort, { once: true });
  const close = () => {
    abort();
    outer?.removeEventListener('abort', abort);
    for (const agent of agents) agent.destroy();
  };
  return { signal: stop.signal, close };
}

/** Asks for the build info. It is optional: a gateway may offer queries alone. */
async function askServer(caller: Caller): Promise<Server> {
  try {
    const { envelope } = await caller.call({ path: 'status/buildinfo', isFirst: true });
    return readServer(envelope.data);
  } catch (problem) {
    if (problem instanceof StatusError && isNotOffered(problem.status)) return UNKNOWN;
    throw problem;
  }
}

/** 401 is left out: without credentials no query would be answered either. */
const isNotOffered = (status: number): boolean => status >= 400 && status < 410 && status !== 401;
