import type { ProxyConfig } from '../http-config/config.ts';
import { decode } from './base-url.ts';

/** A forward proxy, as the HTTP client takes it. */
export interface Proxy {
  readonly protocol: string;
  readonly host: string;
  readonly port: number;
  readonly auth?: { readonly username: string; readonly password: string };
}

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The proxy for a URL: the one the configuration names, else one of the environment (HTTP_PROXY, HTTPS_PROXY,
 * NO_PROXY in either case; never for the machine itself) unless the configuration excludes it; undefined for
 * none.
 */
export function proxyFor(url: URL, config: ProxyConfig | undefined, env: Environment): Proxy | undefined {
  if (config?.proxy_url) return proxyUnless(config.no_proxy, url, config.proxy_url);
  if (config && !config.proxy_from_environment) return undefined;
  if (/^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname)) return undefined;
  const address = variable(env, url.protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY');
  if (!address) return undefined;
  const proxyUrl = address.includes('://') ? address : `http://${address}`;
  return proxyUnless(variable(env, 'NO_PROXY'), url, proxyUrl);
}

const proxyUnless = (exempt: string | undefined, url: URL, proxyUrl: string): Proxy | undefined =>
  isExempt(url, exempt ?? '') ? undefined : toProxy(proxyUrl);

const DEFAULT_PORTS: Readonly<Record<string, string>> = { 'http:': '80', 'https:': '443' };

const variable = (env: Environment, name: string): string | undefined =>
  env[name.toLowerCase()] || env[name] || undefined;

function toProxy(text: string): Proxy | undefined {
  if (!URL.canParse(text)) return undefined;
  const { protocol, hostname, port, username, password } = new URL(text);
  return {
    protocol: protocol.slice(0, -1),
    host: hostname,
    port: Number(port || (DEFAULT_PORTS[protocol] ?? 80)),
    auth: authOf(username, password),
  };
}

function authOf(username: string, password: string): Proxy['auth'] {
  if (!username) return undefined;
  return { username: decode(username), password: decode(password) };
}

/** `no_proxy` is a list of hosts, domains (with what is below them), host:port pairs, or `*`. */
function isExempt(url: URL, list: string): boolean {
  const host = url.hostname.toLowerCase();
  const port = url.port || DEFAULT_PORTS[url.protocol];
  return list.split(',').some((entry) => {
    const [, name = '', onlyPort] = /^\s*\*?\.?([^:]*?)(?::(\d+))?\s*$/.exec(entry.toLowerCase()) ?? [];
    if (entry.trim() === '*') return true;
    if (name === '' || (onlyPort && onlyPort !== port)) return false;
    return host === name || host.endsWith(`.${name}`);
  });
}
