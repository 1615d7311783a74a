import type { BaseUrl } from '../http/base-url.ts';
import type { Secrets } from '../http/secrets.ts';
import { readHttpConfig } from '../http-config.ts';
import type { HttpConfig } from './config.ts';
import { ConfigTexts } from './config-texts.ts';
import { readHeaderFlags } from './header-flags.ts';
import { refuseSharedConfig } from './private-files.ts';

export interface SettingsOptions {
  /** `--header 'K: V'`, as given. */
  readonly headers?: readonly string[];
  /** `--http-config-file`: its name, where relative paths start, and its text. */
  readonly httpConfig?: { readonly file: string; readonly text: string };
  readonly read: (file: string) => Promise<string>;
  /** Files with secrets that others can read are refused. */
  readonly isPrivate?: boolean;
}

/**
 * Everything about requests that does not depend on the request: credentials and headers. Files are read for
 * every request.
 */
export class HttpSettings {
  /** Undefined without a configuration file. */
  readonly config: HttpConfig | undefined;
  readonly texts: ConfigTexts;
  readonly #base: BaseUrl;
  readonly #secrets: Secrets;
  readonly #headerFlags: Readonly<Record<string, string>>;

  /** Throws PROM_HEADER for header flags, and what `readHttpConfig` throws. */
  constructor({ headers, httpConfig, read, isPrivate }: SettingsOptions, base: BaseUrl, secrets: Secrets) {
    this.#base = base;
    this.#secrets = secrets;
    this.#headerFlags = readHeaderFlags(headers ?? []);
    this.config = httpConfig && readHttpConfig(httpConfig.text, httpConfig.file);
    if (isPrivate && httpConfig) refuseSharedConfig(this.config, httpConfig.file);
    this.texts = new ConfigTexts({ configFile: httpConfig?.file ?? '', read, secrets, isPrivate });
    secrets.add(
      base.user?.password,
      base.user && `${base.user.username}:${base.user.password}`,
      ...Object.values(this.#headerFlags),
      ...new URLSearchParams(base.search).values(),
    );
  }

  /**
   * The headers of the next request with its credentials, but for those of oauth2. Throws HTTP_CONFIG_FILE.
   */
  async headers(): Promise<Record<string, string>> {
    const headers: Record<string, string> = {};
    const authorization = await this.#authorization();
    if (authorization) headers.authorization = authorization;
    for (const [name, { values = [], secrets = [], files = [] }] of this.#configHeaders()) {
      const read = await Promise.all(files.map((file) => this.texts.file(`http_headers.${name}`, file)));
      this.#secrets.add(...values, ...secrets);
      headers[name.toLowerCase()] = [...values, ...secrets, ...read].join(', ');
    }
    return { ...headers, ...this.#headerFlags };
  }

  #configHeaders() {
    return Object.entries(this.config?.http_headers ?? {});
  }

  /** The first that is given of basic_auth, a token, and the user of the address. */
  async #authorization(): Promise<string | undefined> {
    const { basic_auth, authorization, oauth2 } = this.config ?? {};
    if (basic_auth) return this.#configuredBasic(basic_auth);
    const type = authorization?.type?.trim() || 'Bearer';
    const token = await this.#token();
    if (token !== undefined) return `${type} ${token}`;
    const { user } = this.#base;
    if (!user || oauth2) return undefined;
    return this.#basic(user.username, user.password);
  }

  async #configuredBasic(basic: NonNullable<HttpConfig['basic_auth']>): Promise<string> {
    const { username, username_file, password, password_file } = basic;
    return this.#basic(
      (await this.texts.valueOrFile('basic_auth.username', username, username_file)) ?? '',
      (await this.texts.valueOrFile('basic_auth.password', password, password_file)) ?? '',
    );
  }

  #token(): Promise<string | undefined> {
    const { authorization, bearer_token, bearer_token_file } = this.config ?? {};
    if (!authorization) return this.texts.valueOrFile('bearer_token', bearer_token, bearer_token_file);
    const { credentials, credentials_file } = authorization;
    return this.texts.valueOrFile('authorization.credentials', credentials, credentials_file);
  }

  #basic(username: string, password: string): string {
    const pair = `${username}:${password}`;
    this.#secrets.add(password, pair);
    return `Basic ${Buffer.from(pair).toString('base64')}`;
  }
}
