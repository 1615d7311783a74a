import { readFile } from 'node:fs/promises';
import { RolloutError } from '../errors/rollout-error.ts';
import type { Seconds } from '../text/duration.ts';
import { Caller } from './api/caller.ts';
import { type Server, tellServer, UNKNOWN } from './api/server-kind.ts';
import { Api, type PrometheusApi } from './api.ts';
import { type Clock, systemClock } from './clock.ts';
import { type AxiosExchangeOptions, axiosExchange } from './http/axios-exchange.ts';
import { parseBaseUrl } from './http/base-url.ts';
import { Tokens } from './http/oauth2.ts';
import { Secrets } from './http/secrets.ts';
import { HttpSettings } from './http-config/settings.ts';

export type { PrometheusApi } from './api.ts';

type Environment = Readonly<Record<string, string | undefined>>;

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
  readonly env?: Environment;
  readonly read?: (file: string) => Promise<string>;
  readonly clock?: Clock;
}

/** Reaches a server and learns which it is. Throws RolloutError: exit 2 or 3 for bad options, 4 for a server that does not answer. */
export async function connect(options: ConnectionOptions): Promise<PrometheusApi> {
  const { timeout = 30, retries = 6, concurrency = 4, env = {}, clock = systemClock } = options;
  const read = options.read ?? ((file: string) => readFile(file, 'utf8'));
  const base = parseBaseUrl(options.url);
  const secrets = new Secrets();
  const settings = new HttpSettings({ ...options, read }, base, secrets);
  keepSecret(settings, env, secrets);
  const agents: AxiosExchangeOptions['agents'] = [];
  const isLocal = /^(localhost|127\..*|\[::1\])$/.test(new URL(base.origin).hostname);
  const proxying = settings.config;
  const exchange = await axiosExchange({ tls: await settings.tls(), proxying, env, isLocal, agents });
  const tokens = await tokensOf(settings, { env, agents }, secrets, clock);
  const { signal, close } = closing(options.signal, agents);
  const limits = { timeout, retries, concurrency, clock, signal };
  const caller = new Caller({ base, settings, exchange, tokens, secrets, ...limits });
  try {
    const server = await askServer(caller);
    const hide = (text: string) => secrets.hide(text);
    return new Api(caller, base.shown, server, base.notes, { timeout, concurrency, close, hide });
  } catch (problem) {
    close();
    throw problem;
  }
}

/** What proxies are told is never shown: passwords in their addresses, and the headers for them. */
function keepSecret({ config }: HttpSettings, env: Environment, secrets: Secrets): void {
  const variables = Object.keys(env).filter((name) => /^https?_proxy$/i.test(name));
  const addresses = [config?.proxy_url, config?.oauth2?.proxy_url, ...variables.map((name) => env[name])];
  for (const text of addresses) secrets.add(passwordOf(text));
  for (const headers of [config?.proxy_connect_header, config?.oauth2?.proxy_connect_header])
    secrets.add(...Object.values(headers ?? {}).flat());
}

const passwordOf = (url: string | undefined): string | undefined =>
  url !== undefined && URL.canParse(url) ? decodeURIComponent(new URL(url).password) : undefined;

/** Tokens come from a server of their own, which has its own TLS and proxy. */
async function tokensOf(
  settings: HttpSettings,
  ways: Pick<AxiosExchangeOptions, 'env' | 'agents'>,
  secrets: Secrets,
  clock: Clock,
): Promise<Tokens | undefined> {
  const oauth2 = settings.config?.oauth2;
  if (!oauth2) return undefined;
  const tls = await settings.tls(oauth2.tls_config ?? {});
  return new Tokens(
    oauth2,
    settings,
    await axiosExchange({ tls, proxying: oauth2, ...ways }),
    secrets,
    clock,
  );
}

/** A signal that fires with the caller's or on `close`, which also ends all connections. */
function closing(outer: AbortSignal | undefined, agents: AxiosExchangeOptions['agents']) {
  const stop = new AbortController();
  const end = () => stop.abort();
  if (outer?.aborted) end();
  outer?.addEventListener('abort', end, { once: true });
  const close = () => {
    end();
    outer?.removeEventListener('abort', end);
    for (const agent of agents) agent.destroy();
  };
  return { signal: stop.signal, close };
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
