import type { Code, Params } from '../errors/codes.ts';
import { type Diagnostic, diagnostic, RolloutError, refuse } from '../errors/rollout-error.ts';
import { toDotted } from '../text/pointer.ts';
import { suggest } from '../text/suggest.ts';
import { type Document, parseYaml } from '../text/yaml.ts';
import {
  CONFLICTS,
  HEADER_NAME,
  RESERVED_HEADERS,
  ROOT,
  type Shape,
  UNSUPPORTED,
  VERSIONS,
} from './http-config-shape.ts';

type TextMap = Readonly<Record<string, string>>;

export interface TlsConfig {
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
  readonly ca_file?: string;
  readonly cert_file?: string;
  readonly key_file?: string;
  readonly server_name?: string;
  readonly insecure_skip_verify?: boolean;
  readonly min_version?: string;
  readonly max_version?: string;
}

export interface ProxyConfig {
  readonly proxy_url?: string;
  readonly no_proxy?: string;
  readonly proxy_from_environment?: boolean;
  /** Headers for the proxy alone, given when it is asked for a tunnel to a TLS server. */
  readonly proxy_connect_header?: Readonly<Record<string, readonly string[]>>;
}

export interface Oauth2Config extends ProxyConfig {
  readonly client_id: string;
  readonly client_secret?: string;
  readonly client_secret_file?: string;
  readonly token_url: string;
  readonly scopes?: readonly string[];
  readonly endpoint_params?: TextMap;
  readonly tls_config?: TlsConfig;
}

/** The client configuration of Prometheus and promtool, checked; its spelling is kept. */
export interface HttpConfig extends ProxyConfig {
  readonly basic_auth?: {
    readonly username?: string;
    readonly username_file?: string;
    readonly password?: string;
    readonly password_file?: string;
  };
  readonly authorization?: {
    readonly type?: string;
    readonly credentials?: string;
    readonly credentials_file?: string;
  };
  readonly bearer_token?: string;
  readonly bearer_token_file?: string;
  readonly oauth2?: Oauth2Config;
  readonly tls_config?: TlsConfig;
  readonly follow_redirects?: boolean;
  readonly http_headers?: Readonly<
    Record<
      string,
      {
        readonly values?: readonly string[];
        readonly secrets?: readonly string[];
        readonly files?: readonly string[];
      }
    >
  >;
}

/** Reads a client configuration. Throws all its faults at once, with their lines; never shows a value that may be secret. */
export function readHttpConfig(source: string, file: string): HttpConfig {
  const document = parseHidden(source, file);
  const check = new Check(document);
  const config = check.value(ROOT, document.value, '');
  if (check.found.length === 0) check.whole((config ?? {}) as HttpConfig);
  refuse(check.found);
  return config as HttpConfig;
}

/** The line at fault may hold a secret: it is not shown. */
function parseHidden(source: string, file: string): Document {
  try {
    return parseYaml(source, file, 'an HTTP client configuration');
  } catch (problem) {
    if (!(problem instanceof RolloutError)) throw problem;
    throw new RolloutError(problem.diagnostics.map(({ source: _line, ...rest }) => rest));
  }
}

class Check {
  readonly found: Diagnostic[] = [];
  readonly #document: Document;

  constructor(document: Document) {
    this.#document = document;
  }

  say<C extends Code>(pointer: string, code: C, params: Params<C>): undefined {
    const { text: _line, ...at } = this.#document.locate(pointer); // the line may hold a secret
    this.found.push(diagnostic(code, params, { at, path: toDotted(pointer) }));
  }

  value(shape: Shape, value: unknown, pointer: string): unknown {
    if (value === null || value === undefined) return undefined;
    const path = toDotted(pointer);
    if (shape === 'flag')
      return typeof value === 'boolean'
        ? value
        : this.say(pointer, 'VALUES_TYPE', { path, expected: 'true or false', got: kindOf(value) });
    if (shape === 'text') return this.#text(value, pointer);
    if (shape === 'texts') return this.#list(value, pointer);
    if (typeof value !== 'object' || Array.isArray(value))
      return this.say(pointer, 'NOT_A_MAPPING', { what: path || 'the configuration', got: kindOf(value) });
    return this.#mapping(shape, value as Record<string, unknown>, pointer);
  }

  #mapping(
    shape: Exclude<Shape, string>,
    value: Record<string, unknown>,
    pointer: string,
  ): Record<string, unknown> {
    const read: Record<string, unknown> = {};
    for (const [key, entry] of Object.entries(value)) {
      const at = `${pointer}/${key.replace(/~/g, '~0').replace(/\//g, '~1')}`;
      const inner =
        'each' in shape ? shape.each : Object.hasOwn(shape.keys, key) ? shape.keys[key] : undefined;
      if (inner) read[key] = this.value(inner, entry, at);
      else this.#unknown(key, Object.keys((shape as { keys: object }).keys), at, toDotted(pointer));
    }
    return read;
  }

  #unknown(key: string, known: readonly string[], at: string, path: string): void {
    if (UNSUPPORTED.has(key)) this.say(at, 'HTTP_CONFIG_VALUE', { key, why: 'is not supported by rollout' });
    else
      this.say(at, 'VALUES_UNKNOWN_KEY', {
        path,
        key,
        suggestion: suggest(key, known),
        known: known.join(', '),
      });
  }

  #list(value: unknown, pointer: string): readonly string[] | undefined {
    if (!Array.isArray(value))
      return this.say(pointer, 'VALUES_TYPE', {
        path: toDotted(pointer),
        expected: 'a list',
        got: kindOf(value),
      });
    return value.map((entry, i) => this.#text(entry, `${pointer}/${i}`) ?? '');
  }

  /** Text; a number or a flag only where YAML kept every letter of it. */
  #text(value: unknown, pointer: string): string | undefined {
    if (typeof value === 'string') return value;
    const { text = '', column } = this.#document.locate(pointer);
    const written = text
      .slice((column ?? 1) - 1)
      .replace(/^[\w"'-]+\s*:\s*/, '')
      .replace(/\s*(#.*|[,}\]].*)?$/, '');
    if (typeof value !== 'object' && written === String(value)) return written;
    return this.say(pointer, 'VALUES_TYPE', {
      path: toDotted(pointer),
      expected: 'text (put it in quotes)',
      got: kindOf(value),
    });
  }

  /** What one key alone cannot tell. */
  whole(config: HttpConfig): void {
    for (const { at, keys } of CONFLICTS) this.#conflict(at, keys);
    const { authorization, oauth2 } = config;
    if (/^basic$/i.test(authorization?.type?.trim() ?? ''))
      this.say('/authorization/type', 'HTTP_CONFIG_VALUE', {
        key: 'authorization.type',
        why: 'cannot be basic; use basic_auth',
      });
    for (const key of ['client_id', 'token_url'] as const)
      if (oauth2 && !oauth2[key]) this.say('/oauth2', 'VALUES_MISSING_KEY', { path: 'oauth2', key });
    if (oauth2?.token_url && !/^https?:\/\//.test(oauth2.token_url))
      this.say('/oauth2/token_url', 'HTTP_CONFIG_VALUE', {
        key: 'oauth2.token_url',
        why: 'must start with http:// or https://',
      });
    for (const [name, header] of Object.entries(config.http_headers ?? {})) {
      if (RESERVED_HEADERS.has(name.toLowerCase()))
        this.say(`/http_headers/${name}`, 'HTTP_CONFIG_VALUE', {
          key: `http_headers.${name}`,
          why: 'is set by rollout itself and cannot be given',
        });
      this.#header('/http_headers', name, { values: header?.values, secrets: header?.secrets });
    }
    this.#network(config, '');
    if (oauth2) this.#network(oauth2, '/oauth2');
  }

  /** A header under `parent`: its name, and its lists of values; a list named '' is the header itself. */
  #header(
    parent: string,
    name: string,
    lists: Readonly<Record<string, readonly string[] | undefined>>,
  ): void {
    const at = `${parent}/${name.replace(/~/g, '~0').replace(/\//g, '~1')}`;
    const key = toDotted(at);
    if (!HEADER_NAME.test(name)) this.say(at, 'HTTP_CONFIG_VALUE', { key, why: 'is no header name' });
    for (const [list, values] of Object.entries(lists)) {
      if (!values?.some((value) => NO_HEADER.test(value))) continue;
      const place = list === '' ? at : `${at}/${list}`;
      this.say(place, 'HTTP_CONFIG_VALUE', {
        key: toDotted(place),
        why: 'holds a character that no header may hold, such as a line end',
      });
    }
  }

  #conflict(at: string, keys: readonly string[]): void {
    const parent = at
      .split('/')
      .slice(1)
      .reduce<unknown>(
        (value, key) => (value as Record<string, unknown> | undefined)?.[key] ?? undefined,
        this.#document.value,
      );
    const given = keys.filter(
      (key) => ((parent as Record<string, unknown> | undefined)?.[key] ?? undefined) !== undefined,
    );
    if (given.length > 1)
      this.say(`${at}/${given[1]}`, 'HTTP_CONFIG_CONFLICT', {
        keys: given.map((key) => toDotted(`${at}/${key}`)).join(' and '),
      });
  }

  #network(config: ProxyConfig & { readonly tls_config?: TlsConfig }, at: string): void {
    const { proxy_url, no_proxy, tls_config: tls } = config;
    if (no_proxy && !proxy_url)
      this.say(`${at}/no_proxy`, 'VALUES_MISSING_KEY', {
        path: toDotted(at),
        key: 'proxy_url',
        description: 'no_proxy needs it',
      });
    for (const [name, values] of Object.entries(config.proxy_connect_header ?? {}))
      this.#header(`${at}/proxy_connect_header`, name, { '': values });
    if (config.proxy_connect_header && !proxy_url && !config.proxy_from_environment)
      this.say(`${at}/proxy_connect_header`, 'VALUES_MISSING_KEY', {
        path: toDotted(at),
        key: 'proxy_url',
        description: 'proxy_connect_header needs it',
      });
    if (proxy_url && !/^https?:\/\/[^/]/.test(proxy_url))
      this.say(`${at}/proxy_url`, 'HTTP_CONFIG_VALUE', {
        key: 'proxy_url',
        why: 'must start with http:// or https://',
      });
    for (const key of ['min_version', 'max_version'] as const)
      if (tls?.[key] && !VERSIONS[tls[key]])
        this.say(`${at}/tls_config/${key}`, 'VALUES_ENUM', {
          path: `tls_config.${key}`,
          got: tls[key],
          allowed: Object.keys(VERSIONS).join(', '),
        });
    if (tls && ((tls.cert ?? tls.cert_file) !== undefined) !== ((tls.key ?? tls.key_file) !== undefined))
      this.say(`${at}/tls_config`, 'HTTP_CONFIG_VALUE', {
        key: 'tls_config',
        why: 'needs a certificate and its key, or neither',
      });
  }
}

/** Control characters, and what is beyond one byte. */
const NO_HEADER = /[^\t\x20-\x7e\x80-\xff]/;

const kindOf = (value: unknown): string =>
  value === null
    ? 'null'
    : Array.isArray(value)
      ? 'a list'
      : typeof value === 'object'
        ? 'a mapping'
        : typeof value;
