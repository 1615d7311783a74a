import type { ProxyConfig } from '../http-config.ts';

/** A forward proxy, as the HTTP client takes it. */
export interface Proxy {
  readonly protocol: string;
  readonly host: string;
  readonly port: number;
  readonly auth?: { readonly username: string; readonly password: string };
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The proxy for a URL: the one the configuration names, or one of the environment where that is allowed
 * (HTTP_PROXY, HTTPS_PROXY, NO_PROXY in either case; never for the machine itself); undefined for none.
 */
export function proxyFor(url: URL, config: ProxyConfig | undefined, env: Environment): Proxy | undefined {
  if (config?.proxy_url) return isExempt(url, config.no_proxy ?? '') ? undefined : toProxy(config.proxy_url);
  if (config && !config.proxy_from_environment) return undefined;
  const isLocal = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname);
  if (isLocal || isExempt(url, variable(env, 'NO_PROXY') ?? '')) return undefined;
  const given = variable(env, url.protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY');
  return given ? toProxy(given.includes('://') ? given : `http://${given}`) : undefined;
}

const variable = (env: Environment, name: string): string | undefined =>
  env[name.toLowerCase()] || env[name] || undefined;

function toProxy(text: string): Proxy | undefined {
  if (!URL.canParse(text)) return undefined;
  const { protocol, hostname, port, username, password } = new URL(text);
  return {
    protocol: protocol.slice(0, -1),
    host: hostname,
    port: Number(port || (protocol === 'https:' ? 443 : 80)),
    ...(username
      ? { auth: { username: decodeURIComponent(username), password: decodeURIComponent(password) } }
      : {}),
  };
}

/** `no_proxy` is a list of hosts, domains (with what is below them), host:port pairs, or `*`. */
function isExempt(url: URL, list: string): boolean {
  const host = url.hostname.toLowerCase();
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  return list.split(',').some((entry) => {
    const [, name = '', onlyPort] = /^\s*\*?\.?([^:]*?)(?::(\d+))?\s*$/.exec(entry.toLowerCase()) ?? [];
    if (entry.trim() === '*') return true;
    if (name === '' || (onlyPort && onlyPort !== port)) return false;
    return host === name || host.endsWith(`.${name}`);
  });
}
