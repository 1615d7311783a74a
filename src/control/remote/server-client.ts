import type { Clock } from '../../prometheus/clock.ts';
import { type Exchange, isReply, type NoReply, type Reply } from '../../prometheus/http/exchange.ts';
import { Secrets } from '../../prometheus/http/secrets.ts';
import type { Seconds } from '../../text/duration.ts';
import { isDone, isSent } from '../http.ts';
import { type Asked, faultOf, parse } from './server-fault.ts';

export interface ServerOptions {
  /** Without a slash at its end. */
  readonly url: string;
  readonly token: string | undefined;
  readonly exchange: Exchange;
  readonly clock: Pick<Clock, 'sleep'>;
  readonly signal: AbortSignal;
}

/** For one try. */
const TIMEOUT: Seconds = 5;
/** Before each try but the first. */
const WAITS: readonly Seconds[] = [0.25, 0.5, 1];
/** These come from somebody on the way, or will pass. */
const PASSING = new Set([429, 502, 503, 504]);

/** The API of a process that runs rollouts. */
export class ServerClient {
  readonly url: string;
  readonly #options: ServerOptions;
  readonly #secrets = new Secrets();

  constructor(options: ServerOptions) {
    this.url = options.url;
    this.#options = options;
    this.#secrets.add(options.token);
  }

  /** What it answers, as JSON. Throws SERVER_*, the refusals of the API, and INTERRUPTED. */
  get(path: string): Promise<unknown> {
    return this.#ask({ path });
  }

  /** Asks for something; tried again it is the same, and done once. Throws as `get` does, and SERVER_UNKNOWN. */
  post(path: string, body: object, asked: NonNullable<Asked['change']>): Promise<unknown> {
    return this.#ask({ path, text: JSON.stringify(body), change: asked });
  }

  async #ask(asked: Call): Promise<unknown> {
    const { clock, signal, token, url } = this.#options;
    let tries = 1;
    let outcome = await this.#try(asked);
    let mayBeDone = mayHaveArrived(outcome);
    for (const wait of WAITS) {
      if (!mayPass(outcome) || signal.aborted) break;
      await clock.sleep(wait, signal);
      outcome = await this.#try(asked);
      mayBeDone ||= mayHaveArrived(outcome);
      tries += 1;
    }
    const value = isReply(outcome) && isDone(outcome) ? parse(outcome.body.json) : undefined;
    if (value !== undefined) return value;
    throw faultOf(outcome, {
      url,
      change: mayBeDone ? asked.change : undefined,
      tries,
      timeout: TIMEOUT,
      hasToken: token !== undefined,
      hide: (text) => this.#secrets.hide(text),
    });
  }

  #try({ path, text }: Call): Promise<Reply | NoReply> {
    const { url, token, exchange, signal } = this.#options;
    const headers = {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(text === undefined ? {} : { 'content-type': 'application/json' }),
    };
    const method = text === undefined ? 'GET' : 'POST';
    return exchange({ url: `${url}${path}`, method, text, headers, timeout: TIMEOUT, signal });
  }
}

interface Call {
  readonly path: string;
  readonly text?: string;
  readonly change?: Asked['change'];
}

/** Whether a request without an answer may have come to the server. */
const mayHaveArrived = (outcome: Reply | NoReply): boolean => !isReply(outcome) && isSent(outcome);

/** Whether another try may be answered otherwise. */
function mayPass(outcome: Reply | NoReply): boolean {
  if (!isReply(outcome)) return outcome.failure === 'network' || outcome.failure === 'timeout';
  return PASSING.has(outcome.status);
}
