import { codeOf, type RolloutError } from '../../errors/rollout-error.ts';
import type { Seconds } from '../../text/duration.ts';
import type { Clock } from '../clock.ts';
import { isReply, type NoReply, type Reply } from '../http/exchange.ts';
import { limitConcurrency } from '../http/limit.ts';
import { type Attempt, retry } from '../http/retry.ts';
import { type ApiResult, checkNoReply, checkReply, type RequestFacts } from './check-reply.ts';
import type { ApiRequest, Sender } from './sender.ts';

export interface CallerOptions {
  readonly sender: Sender;
  /** The address as it may be shown. */
  readonly url: string;
  /** For one attempt. */
  readonly timeout: Seconds;
  readonly retries: number;
  readonly concurrency: number;
  /** Whether an answer that lacks a part of the data is taken. */
  readonly allowPartial: boolean;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Takes secrets out of a text. */
  readonly hide: (text: string) => string;
}

export interface Call extends ApiRequest {
  /** No new attempt starts later than this, nor later than twice the timeout. */
  readonly within?: Seconds;
  /** The first contact: a refused connection is then a wrong address and not tried again. */
  readonly isFirst?: boolean;
}

/**
 * Calls the API: few calls at once, and again where that helps. Throws RolloutError with the server's words.
 */
export class Caller {
  readonly #options: CallerOptions;
  readonly #turn: ReturnType<typeof limitConcurrency>;

  constructor(options: CallerOptions) {
    this.#options = options;
    this.#turn = limitConcurrency(options.concurrency);
  }

  call(call: Call): Promise<ApiResult> {
    const { timeout, retries, clock, signal } = this.#options;
    const options = { retries, deadline: timeout * 2, within: call.within, clock, signal };
    return this.#turn(() => retry((left) => this.#attempt(call, Math.min(timeout, left)), options));
  }

  async #attempt(call: Call, timeout: Seconds): Promise<Attempt<ApiResult>> {
    const request = this.#facts(call, timeout);
    try {
      const reply = await this.#options.sender.send(call, timeout);
      const attempt = isReply(reply) ? checkReply(reply, request) : checkNoReply(reply, request);
      return call.isFirst && isWrongAddress(reply) ? { ...attempt, isTransient: false } : attempt;
    } catch (problem) {
      if (!isTokenServerDown(problem)) throw problem;
      return { error: () => problem, isTransient: true };
    }
  }

  #facts({ form }: Call, timeout: Seconds): RequestFacts {
    const { url, hide, clock, allowPartial } = this.#options;
    return { url, query: form?.query, timeout, now: clock.now(), allowPartial, hide };
  }
}

/** The server that gives tokens may come back; any other problem of credentials stays. */
const isTokenServerDown = (problem: unknown): problem is RolloutError =>
  /^PROM_(UNREACHABLE|STATUS)$/.test(codeOf(problem) ?? '');

/**
 * At the first contact a wrong host or port is likelier than a server that restarts, and a login page
 * likelier than a proxy that fails once. Half a JSON body may come whole next time.
 */
function isWrongAddress(reply: Reply | NoReply): boolean {
  if (!isReply(reply)) return reply.code === 'ECONNREFUSED' || reply.code === 'ENOTFOUND';
  return reply.status === 200 && !/^\s*([{[]|$)/.test(reply.body.json);
}
