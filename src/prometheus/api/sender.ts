import type { Seconds } from '../../text/duration.ts';
import { type BaseUrl, endpoint } from '../http/base-url.ts';
import { type Exchange, isReply, type NoReply, type Reply } from '../http/exchange.ts';
import type { Tokens } from '../http/oauth2.ts';
import type { HttpSettings } from '../http-config/settings.ts';
import { redirectOf } from './redirect.ts';

export interface SenderOptions {
  readonly base: BaseUrl;
  readonly settings: HttpSettings;
  readonly exchange: Exchange;
  /** The tokens of oauth2, where it is configured. */
  readonly tokens: Tokens | undefined;
  readonly signal: AbortSignal;
}

/** One call of the API; with `form` it is a POST, as long as the server takes it. */
export interface ApiRequest {
  /** The part of the API: `query_range`. */
  readonly path: string;
  readonly form?: Readonly<Record<string, string>>;
  /** A part of the API that takes no POST. */
  readonly isGet?: boolean;
}

const MAX_REDIRECTS = 5;

/**
 * Sends calls of one API once, with their credentials; follows redirects of a GET within the origin of the
 * API.
 */
export class Sender {
  readonly #options: SenderOptions;
  /** Some read-only proxies take no POST. */
  #isGetOnly = false;

  constructor(options: SenderOptions) {
    this.#options = options;
  }

  /** The last reply; one of 405 or 403 to a POST is followed by a GET. Throws what credentials throw. */
  async send(request: ApiRequest, timeout: Seconds): Promise<Reply | NoReply> {
    if (!request.form || request.isGet || this.#isGetOnly) return this.#get(request, timeout);
    const url = endpoint(this.#options.base, request.path);
    const reply = await this.#exchange(url, timeout, request.form);
    if (!isReply(reply) || (reply.status !== 405 && reply.status !== 403)) return reply;
    const second = await this.#get(request, timeout);
    if (isReply(second) && second.status === 200) this.#isGetOnly = true;
    return second;
  }

  async #get({ path, form }: ApiRequest, timeout: Seconds): Promise<Reply | NoReply> {
    const { base } = this.#options;
    const address = endpoint(base, path);
    const url = form ? `${address}${base.search ? '&' : '?'}${new URLSearchParams(form)}` : address;
    let reply = await this.#exchange(url, timeout);
    for (let followed = 0; followed < MAX_REDIRECTS; followed++) {
      const to = isReply(reply) ? redirectOf(reply) : undefined;
      if (!to || !this.#mayFollow(to)) break;
      reply = await this.#exchangeOnce(to.href, timeout);
    }
    return reply;
  }

  #mayFollow(to: URL): boolean {
    const { base, settings } = this.#options;
    return to.origin === base.origin && settings.config?.follow_redirects !== false;
  }

  /** A token that the server rejects is replaced once. */
  async #exchange(url: string, timeout: Seconds, form?: ApiRequest['form']): Promise<Reply | NoReply> {
    const { tokens } = this.#options;
    const reply = await this.#exchangeOnce(url, timeout, form);
    if (!tokens || !isReply(reply) || reply.status !== 401) return reply;
    tokens.forget();
    return this.#exchangeOnce(url, timeout, form);
  }

  async #exchangeOnce(url: string, timeout: Seconds, form?: ApiRequest['form']): Promise<Reply | NoReply> {
    const { settings, tokens, exchange, signal } = this.#options;
    const headers = await settings.headers();
    if (tokens) headers.authorization = `Bearer ${await tokens.token({ timeout, signal })}`;
    return exchange({ url, headers, timeout, signal, form: form && new URLSearchParams(form) });
  }
}
