import { fail, RolloutError } from '../../errors/rollout-error.ts';
import type { Seconds } from '../../text/duration.ts';
import type { Clock } from '../clock.ts';
import { type BaseUrl, endpoint, shownUrl } from '../http/base-url.ts';
import type { Broken, Exchange, Reply } from '../http/exchange.ts';
import { limit } from '../http/limit.ts';
import type { Tokens } from '../http/oauth2.ts';
import { type Attempt, retry } from '../http/retry.ts';
import type { Secrets } from '../http/secrets.ts';
import type { HttpSettings } from '../http-config/settings.ts';
import { type Asked, type Good, judge, judgeBroken, redirectOf } from './judge.ts';

export interface CallerOptions {
  readonly base: BaseUrl;
  readonly settings: HttpSettings;
  readonly exchange: Exchange;
  readonly tokens: Tokens | undefined;
  readonly secrets: Secrets;
  readonly timeout: Seconds;
  readonly retries: number;
  readonly concurrency: number;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** One call of the API; with `form` it is a POST, as long as the server takes it. */
export interface Call {
  readonly path: string;
  readonly form?: Readonly<Record<string, string>>;
  /** No new attempt starts later than this, nor later than twice the timeout. */
  readonly within?: Seconds;
  /** Whether a refused connection is worth another attempt; not at the first contact. */
  readonly isFirst?: boolean;
}

const MOST_REDIRECTS = 5;

/** Sends calls: politely (few at once), with credentials, again where that helps. Throws RolloutError with the server's words. */
export class Caller {
  readonly #options: CallerOptions;
  readonly #turn: ReturnType<typeof limit>;
  /** Some read-only proxies take no POST. */
  #isGetOnly = false;

  constructor(options: CallerOptions) {
    this.#options = options;
    this.#turn = limit(options.concurrency);
  }

  call(call: Call): Promise<Good> {
    const { timeout, retries, clock, signal } = this.#options;
    const options = {
      retries,
      deadline: timeout * 2,
      clock,
      signal,
      ...(call.within === undefined ? {} : { within: call.within }),
    };
    return this.#turn(() => retry((left) => this.#attempt(call, Math.min(timeout, left)), options));
  }

  async #attempt(call: Call, timeout: Seconds): Promise<Attempt<Good>> {
    const asked = this.#asked(call, timeout);
    const isPost = call.form !== undefined && !this.#isGetOnly;
    try {
      return await this.#answer(call, asked, timeout, isPost);
    } catch (problem) {
      const isDown =
        problem instanceof RolloutError && /^PROM_(UNREACHABLE|STATUS)$/.test(problem.diagnostics[0]!.code);
      if (!isDown) throw problem; // the server that gives tokens may come back, a file of the configuration does not
      return { error: () => problem, isTransient: true };
    }
  }

  async #answer(call: Call, asked: Asked, timeout: Seconds, isPost: boolean): Promise<Attempt<Good>> {
    const reply = await this.#send(call, timeout, isPost);
    if ('broken' in reply) return judgeFirst(call, reply, judgeBroken(reply, asked));
    if (!isPost || (reply.status !== 405 && reply.status !== 403))
      return this.#judge(reply, call, asked, timeout, isPost);
    const second = await this.#send(call, timeout, false);
    if ('broken' in second) return judgeBroken(second, asked);
    if (second.status === 200) this.#isGetOnly = true;
    return this.#judge(second, call, asked, timeout, false);
  }

  #asked({ form }: Call, timeout: Seconds): Asked {
    const { base, secrets, clock } = this.#options;
    return {
      url: base.shown,
      query: form?.query,
      timeout,
      now: clock.now(),
      hide: (text) => secrets.hide(text),
    };
  }

  /** One answer to a call; a token that is no longer taken is replaced once. */
  async #send(call: Call, timeout: Seconds, isPost: boolean): Promise<Reply | Broken> {
    const { base, tokens } = this.#options;
    const form = new URLSearchParams(call.form);
    const at = endpoint(base, call.path);
    const url = isPost || !call.form ? at : `${at}${base.search ? '&' : '?'}${form}`;
    const reply = await this.#sendTo(url, timeout, isPost ? form : undefined);
    if ('broken' in reply || reply.status !== 401 || !tokens) return reply;
    tokens.forget();
    return this.#sendTo(url, timeout, isPost ? form : undefined);
  }

  async #sendTo(url: string, timeout: Seconds, form?: URLSearchParams): Promise<Reply | Broken> {
    const { settings, tokens, exchange, signal } = this.#options;
    const headers = await settings.headers();
    if (tokens) headers.authorization = `Bearer ${await tokens.token(timeout, signal)}`;
    return exchange({ url, headers, timeout, signal, ...(form ? { form } : {}) });
  }

  async #judge(
    reply: Reply,
    call: Call,
    asked: Asked,
    timeout: Seconds,
    isPost: boolean,
  ): Promise<Attempt<Good>> {
    let last = reply;
    for (let n = 0, from = endpoint(this.#options.base, call.path); n < MOST_REDIRECTS; n++) {
      const to = redirectOf(last, from);
      if (!to) break;
      const isAllowed =
        !isPost &&
        to.origin === this.#options.base.origin &&
        this.#options.settings.config?.follow_redirects !== false;
      if (!isAllowed) return refuseRedirect(asked, last.status, asked.hide(shownUrl(to.href)));
      from = to.href;
      const next = await this.#sendTo(from, timeout);
      if ('broken' in next) return judgeBroken(next, asked);
      last = next;
    }
    const to = redirectOf(last, endpoint(this.#options.base, call.path));
    return to ? refuseRedirect(asked, last.status, asked.hide(shownUrl(to.href))) : judge(last, asked);
  }
}

const refuseRedirect = ({ url }: Asked, status: number, location: string): Attempt<never> => ({
  error: () => fail('PROM_REDIRECT', { url, status, location }),
  isTransient: false,
});

/** At the first contact a wrong host or port is likelier than a server that is just away. */
const judgeFirst = (call: Call, { code }: Broken, attempt: Attempt<never>): Attempt<never> =>
  call.isFirst && /^(ECONNREFUSED|ENOTFOUND)$/.test(code) && 'error' in attempt
    ? { ...attempt, isTransient: false }
    : attempt;
