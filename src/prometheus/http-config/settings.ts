import { dirname, resolve } from 'node:path';
import { nowhere } from '../../errors/location.ts';
import { fail } from '../../errors/rollout-error.ts';
import type { BaseUrl } from '../http/base-url.ts';
import type { Secrets } from '../http/secrets.ts';
import { type HttpConfig, readHttpConfig, type TlsConfig } from '../http-config.ts';
import { HEADER_NAME, RESERVED_HEADERS, VERSIONS } from './shape.ts';

/** What an agent of node:https is made with. */
export interface TlsOptions {
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
  readonly servername?: string;
  readonly rejectUnauthorized?: boolean;
  readonly minVersion?: (typeof VERSIONS)[string];
  readonly maxVersion?: (typeof VERSIONS)[string];
}

export interface SettingsOptions {
  /** `--header 'K: V'`, as given. */
  readonly headers?: readonly string[];
  /** `--http-config-file`: its name, which relative paths start from, and its text. */
  readonly httpConfig?: { readonly file: string; readonly text: string };
  readonly read: (file: string) => Promise<string>;
}

/** Everything about requests that does not depend on the request: credentials, headers, TLS. Files are read for every request. */
export class HttpSettings {
  readonly config: HttpConfig | undefined;
  readonly #options: SettingsOptions;
  readonly #base: BaseUrl;
  readonly #secrets: Secrets;
  readonly #flags: Readonly<Record<string, string>>;

  /** Throws for flags and configuration that cannot be read. */
  constructor(options: SettingsOptions, base: BaseUrl, secrets: Secrets) {
    this.#options = options;
    this.#base = base;
    this.#secrets = secrets;
    this.#flags = readFlags(options.headers ?? []);
    this.config = options.httpConfig && readHttpConfig(options.httpConfig.text, options.httpConfig.file);
    secrets.add(
      base.user?.password,
      base.user && `${base.user.username}:${base.user.password}`,
      ...Object.values(this.#flags),
    );
    secrets.add(...new URLSearchParams(base.search).values());
  }

  /** Headers of the next request, with its credentials; oauth2 is not among them. */
  async headers(): Promise<Record<string, string>> {
    const headers: Record<string, string> = {};
    const authorization = await this.#authorization();
    if (authorization) headers.authorization = authorization;
    for (const [name, { values, secrets, files }] of Object.entries(this.config?.http_headers ?? {})) {
      const read = await Promise.all((files ?? []).map((file) => this.file(`http_headers.${name}`, file)));
      this.#secrets.add(...(values ?? []), ...(secrets ?? []));
      headers[name.toLowerCase()] = [...(values ?? []), ...(secrets ?? []), ...read].join(', ');
    }
    return { ...headers, ...this.#flags };
  }

  async #authorization(): Promise<string | undefined> {
    const { basic_auth: basic, authorization, bearer_token, bearer_token_file } = this.config ?? {};
    if (basic) {
      const username = await this.either('basic_auth.username', basic.username, basic.username_file);
      return this.#basic(
        username ?? '',
        (await this.either('basic_auth.password', basic.password, basic.password_file)) ?? '',
      );
    }
    const type = authorization?.type?.trim() || 'Bearer';
    const token = authorization
      ? await this.either(
          'authorization.credentials',
          authorization.credentials,
          authorization.credentials_file,
        )
      : await this.either('bearer_token', bearer_token, bearer_token_file);
    if (token !== undefined) return `${type} ${token}`;
    const { user } = this.#base;
    return user && !this.config?.oauth2 ? this.#basic(user.username, user.password) : undefined;
  }

  #basic(username: string, password: string): string {
    const pair = `${username}:${password}`;
    this.#secrets.add(password, pair);
    return `Basic ${Buffer.from(pair).toString('base64')}`;
  }

  /** A value written in the configuration, or in a file it names. */
  async either(
    key: string,
    value: string | undefined,
    file: string | undefined,
  ): Promise<string | undefined> {
    const text = value ?? (file === undefined ? undefined : await this.file(`${key}_file`, file));
    this.#secrets.add(text);
    return text;
  }

  /** A file the configuration names, without the line end after it. Throws HTTP_CONFIG_FILE. */
  async file(key: string, file: string): Promise<string> {
    const own = this.#options.httpConfig?.file ?? '';
    const path = resolve(dirname(own), file);
    try {
      const text = (await this.#options.read(path)).trim();
      this.#secrets.add(text);
      return text;
    } catch (problem) {
      const why =
        (problem as NodeJS.ErrnoException).code === 'ENOENT' ? 'no such file' : (problem as Error).message;
      throw fail('HTTP_CONFIG_FILE', { key, file: path, why }, { at: nowhere(own), path: key });
    }
  }

  async tls(config: TlsConfig | undefined = this.config?.tls_config): Promise<TlsOptions> {
    if (!config) return {};
    const read = (key: 'ca' | 'cert' | 'key') =>
      this.either(`tls_config.${key}`, config[key], config[`${key}_file`]);
    const [ca, cert, key] = await Promise.all([read('ca'), read('cert'), read('key')]);
    return {
      ...(ca === undefined ? {} : { ca }),
      ...(cert === undefined ? {} : { cert }),
      ...(key === undefined ? {} : { key }),
      ...(config.server_name ? { servername: config.server_name } : {}),
      ...(config.insecure_skip_verify ? { rejectUnauthorized: false } : {}),
      ...(config.min_version ? { minVersion: VERSIONS[config.min_version] } : {}),
      ...(config.max_version ? { maxVersion: VERSIONS[config.max_version] } : {}),
    };
  }
}

/** Names in lower case. Values are never part of an error. */
function readFlags(flags: readonly string[]): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const flag of flags) {
    const at = flag.indexOf(':');
    const name = flag.slice(0, Math.max(0, at)).trim();
    if (at < 0) throw fail('PROM_HEADER', { got: '***', why: 'a colon between name and value is missing' });
    if (!HEADER_NAME.test(name))
      throw fail('PROM_HEADER', { got: `'${name}: ***'`, why: 'that is no header name' });
    const isReserved = RESERVED_HEADERS.has(name.toLowerCase()) && name.toLowerCase() !== 'authorization';
    if (isReserved)
      throw fail('PROM_HEADER', { got: `'${name}: ***'`, why: 'rollout sets this header itself' });
    headers[name.toLowerCase()] = flag.slice(at + 1).trim();
  }
  return headers;
}
