import { fail, type RolloutError } from '../../errors/rollout-error.ts';
import type { Seconds } from '../../text/duration.ts';
import type { Moment } from '../../text/time.ts';
import { isRecord } from '../api/envelope.ts';
import type { Clock } from '../clock.ts';
import type { Oauth2Config } from '../http-config/config.ts';
import type { ConfigTexts } from '../http-config/config-texts.ts';
import { shownUrl } from './base-url.ts';
import { type Exchange, isReply, type NoReply, type Reply } from './exchange.ts';
import type { Secrets } from './secrets.ts';

/** A token is replaced this long before it expires. */
const RENEWAL_MARGIN: Seconds = 10;
const MAX_SHOWN_CHARACTERS = 200;

export interface TokensOptions {
  readonly config: Oauth2Config;
  readonly texts: ConfigTexts;
  readonly exchange: Exchange;
  readonly secrets: Secrets;
  readonly clock: Clock;
}

/** How long a token request may take, and what ends it. */
interface Limits {
  readonly timeout: Seconds;
  readonly signal?: AbortSignal;
}

/**
 * Gets access tokens by client credentials (RFC 6749, 4.4), and keeps each until shortly before it expires.
 */
export class Tokens {
  readonly #options: TokensOptions;
  #token: Promise<string> | undefined;
  #until: Moment = 0;

  constructor(options: TokensOptions) {
    this.#options = options;
  }

  /**
   * The token to send now; calls at the same time share one request. Throws PROM_TOKEN for a refusal,
   * PROM_UNREACHABLE or PROM_STATUS when the token server is down, INTERRUPTED.
   */
  token(limits: Limits): Promise<string> {
    if (!this.#token || this.#options.clock.now() >= this.#until) {
      this.#until = Number.POSITIVE_INFINITY;
      this.#token = this.#fetch(limits);
      this.#token.catch(() => this.forget());
    }
    return this.#token;
  }

  /** Drops a token that the server rejected: the next call gets another. */
  forget(): void {
    this.#token = undefined;
  }

  async #fetch(limits: Limits): Promise<string> {
    const { config, texts, secrets, clock } = this.#options;
    const { client_secret, client_secret_file } = config;
    const secret = (await texts.valueOrFile('oauth2.client_secret', client_secret, client_secret_file)) ?? '';
    const reply = await this.#request(secret, limits);
    const body = parse(reply.body.json);
    if (reply.status !== 200 || typeof body.access_token !== 'string') throw this.#rejected(reply, body);
    secrets.add(body.access_token);
    const lifetime = Number(body.expires_in);
    if (lifetime > 0) this.#until = clock.now() + Math.max(1, lifetime - RENEWAL_MARGIN);
    return body.access_token;
  }

  /** Asks with the client in a header; some servers want it in the form instead. */
  async #request(secret: string, limits: Limits): Promise<Reply> {
    const { client_id: id, scopes, endpoint_params } = this.#options.config;
    const pair = `${encodeURIComponent(id)}:${encodeURIComponent(secret)}`;
    this.#options.secrets.add(pair);
    const form = new URLSearchParams({ grant_type: 'client_credentials', ...endpoint_params });
    if (scopes?.length) form.set('scope', scopes.join(' '));
    const authorization = `Basic ${Buffer.from(pair).toString('base64')}`;
    const reply = await this.#send(form, { authorization }, limits);
    if (reply.status !== 400 && reply.status !== 401) return reply;
    form.set('client_id', id);
    form.set('client_secret', secret);
    return this.#send(form, {}, limits);
  }

  async #send(form: URLSearchParams, headers: Record<string, string>, limits: Limits): Promise<Reply> {
    const { config, exchange } = this.#options;
    const reply = await exchange({ url: config.token_url, form, headers, ...limits });
    if (!isReply(reply)) throw this.#noReply(reply);
    if (reply.status >= 500) throw this.#serverFault(reply);
    return reply;
  }

  #noReply({ failure, why }: NoReply): RolloutError {
    if (failure === 'aborted') return fail('INTERRUPTED', {});
    if (failure === 'too_large') return fail('PROM_TOO_LARGE', { url: this.#url(), query: '', bound: why });
    return fail('PROM_UNREACHABLE', { url: this.#url(), why: this.#options.secrets.hide(why), tries: 1 });
  }

  #serverFault(reply: Reply): RolloutError {
    const { status } = reply;
    return fail('PROM_STATUS', { url: this.#url(), status, words: this.#words(reply, {}), tries: 1 });
  }

  #rejected(reply: Reply, body: Record<string, unknown>): RolloutError {
    return fail('PROM_TOKEN', { url: this.#url(), words: `${reply.status} ${this.#words(reply, body)}` });
  }

  /** The error of the server by RFC 6749, 5.2; else the start of its answer. */
  #words({ body: { json } }: Reply, { error, error_description }: Record<string, unknown>): string {
    const texts = [error, error_description].filter((text) => typeof text === 'string');
    const start = json.slice(0, MAX_SHOWN_CHARACTERS).replace(/\s+/g, ' ');
    return this.#options.secrets.hide(texts.join(': ') || start);
  }

  #url(): string {
    return shownUrl(this.#options.config.token_url);
  }
}

function parse(text: string): Record<string, unknown> {
  try {
    const body: unknown = JSON.parse(text);
    return isRecord(body) ? body : {};
  } catch {
    return {};
  }
}
