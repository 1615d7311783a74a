import { fail, type RolloutError } from '../../errors/rollout-error.ts';
import type { Moment } from '../../text/time.ts';
import { isRecord } from '../api/envelope.ts';
import type { Clock } from '../clock.ts';
import type { HttpSettings } from '../http-config/settings.ts';
import type { Oauth2Config } from '../http-config.ts';
import { shownUrl } from './base-url.ts';
import type { Exchange, Reply } from './exchange.ts';
import type { Secrets } from './secrets.ts';

const EARLY = 10;

/** Gets access tokens by client credentials (RFC 6749, 4.4), and keeps each until shortly before it ends. */
export class Tokens {
  readonly #config: Oauth2Config;
  readonly #settings: HttpSettings;
  readonly #exchange: Exchange;
  readonly #secrets: Secrets;
  readonly #clock: Clock;
  #token: Promise<string> | undefined;
  #until: Moment = 0;

  constructor(
    config: Oauth2Config,
    settings: HttpSettings,
    exchange: Exchange,
    secrets: Secrets,
    clock: Clock,
  ) {
    this.#config = config;
    this.#settings = settings;
    this.#exchange = exchange;
    this.#secrets = secrets;
    this.#clock = clock;
  }

  /** The token to send now; calls at the same time share one request. Throws PROM_TOKEN, and what a server that is down gives. */
  token(timeout: number, signal?: AbortSignal): Promise<string> {
    if (!this.#token || this.#clock.now() >= this.#until) {
      this.#until = Number.POSITIVE_INFINITY;
      this.#token = this.#fetch(timeout, signal);
      this.#token.catch(() => this.forget());
    }
    return this.#token;
  }

  /** The server did not take it: the next call gets another. */
  forget(): void {
    this.#token = undefined;
  }

  async #fetch(timeout: number, signal?: AbortSignal): Promise<string> {
    const secret =
      (await this.#settings.either(
        'oauth2.client_secret',
        this.#config.client_secret,
        this.#config.client_secret_file,
      )) ?? '';
    const inHeader = await this.#ask(secret, true, timeout, signal);
    const isRefused = inHeader.status === 400 || inHeader.status === 401; // some servers want the client in the form
    const reply = isRefused ? await this.#ask(secret, false, timeout, signal) : inHeader;
    const body = parse(reply.body.shell);
    if (reply.status !== 200 || typeof body.access_token !== 'string')
      throw this.#refused(`${reply.status} ${this.#words(reply, body)}`);
    this.#secrets.add(body.access_token);
    const lasts = Number(body.expires_in);
    this.#until = lasts > 0 ? this.#clock.now() + Math.max(1, lasts - EARLY) : Number.POSITIVE_INFINITY;
    return body.access_token;
  }

  async #ask(secret: string, inHeader: boolean, timeout: number, signal?: AbortSignal): Promise<Reply> {
    const { client_id: id, scopes, endpoint_params, token_url } = this.#config;
    const form = new URLSearchParams({ grant_type: 'client_credentials', ...endpoint_params });
    if (scopes?.length) form.set('scope', scopes.join(' '));
    if (!inHeader)
      for (const [key, value] of [
        ['client_id', id],
        ['client_secret', secret],
      ] as const)
        form.set(key, value);
    const pair = `${encodeURIComponent(id)}:${encodeURIComponent(secret)}`;
    this.#secrets.add(pair);
    const headers: Record<string, string> = inHeader
      ? { authorization: `Basic ${Buffer.from(pair).toString('base64')}` }
      : {};
    const reply = await this.#exchange({
      url: token_url,
      form,
      headers,
      timeout,
      ...(signal ? { signal } : {}),
    });
    const shown = shownUrl(token_url);
    if ('broken' in reply && reply.broken === 'aborted') throw fail('INTERRUPTED', {});
    if ('broken' in reply)
      throw fail('PROM_UNREACHABLE', { url: shown, why: this.#secrets.hide(reply.why), tries: 1 });
    if (reply.status >= 500)
      throw fail('PROM_STATUS', {
        url: shown,
        status: reply.status,
        words: this.#words(reply, {}),
        tries: 1,
      });
    return reply;
  }

  #words(reply: Reply, body: Record<string, unknown>): string {
    const said = [body.error, body.error_description].filter((text) => typeof text === 'string').join(': ');
    return this.#secrets.hide(said || reply.body.shell.slice(0, 200).replace(/\s+/g, ' '));
  }

  #refused(words: string): RolloutError {
    return fail('PROM_TOKEN', { url: shownUrl(this.#config.token_url), words });
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
