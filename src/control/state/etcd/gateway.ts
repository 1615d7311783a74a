import {
  type Exchange,
  isReply,
  type NoReply,
  type Reply,
  type Request,
} from '../../../prometheus/http/exchange.ts';
import type { Seconds } from '../../../text/duration.ts';

export interface GatewayOptions {
  /** Base addresses of the members, such as `http://127.0.0.1:2379`. */
  readonly endpoints: readonly string[];
  readonly exchange: Exchange;
  /** Time limit of one request. */
  readonly timeout: Seconds;
  /** Asked for whenever it is logged in. Throws where it cannot be read. */
  readonly user?: () => Promise<User>;
}

export interface User {
  readonly name: string;
  readonly password: string;
}

/** An answer of etcd, or why there is none: `isSent` where it may have been done all the same. */
export type Answer<T> =
  | { readonly kind: 'answer'; readonly value: T }
  | { readonly kind: 'none'; readonly why: string; readonly isSent: boolean };

interface Call {
  readonly path: string;
  readonly body: object;
  readonly timeout: Seconds;
}

/** These say that nothing was sent. */
const NOT_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

const INVALID_TOKEN = 401;
/** Users or roles were changed since the token was given. */
const OLD_TOKEN = 'revision in header is old';
const MAX_TEXT = 200;

/**
 * The JSON gateway of etcd 3.4 and later: keys and values in base64, 64-bit numbers as texts, fields that are zero left out.
 * A member that cannot be reached is passed over for the next; a request that may have been done is not sent again.
 */
export class EtcdGateway {
  readonly #options: GatewayOptions;
  #token: string | undefined;
  /** The member that answered last. */
  #member = 0;

  constructor(options: GatewayOptions) {
    this.#options = options;
  }

  /** One call; its fields as etcd sends them. Never throws. */
  async call<T>(path: string, body: object, timeout = this.#options.timeout): Promise<Answer<T>> {
    const first = await this.#authorised({ path, body, timeout });
    if (!isExpired(first) || !this.#options.user) return answerOf(first);
    this.#token = undefined;
    return answerOf(await this.#authorised({ path, body, timeout }));
  }

  async #authorised(call: Call): Promise<Answer<Reply>> {
    const fault = this.#token === undefined ? await this.#logIn(call.timeout) : undefined;
    return fault ?? this.#send(call);
  }

  /** Why nobody is logged in; undefined also where no user is named. */
  async #logIn(timeout: Seconds): Promise<Answer<Reply> | undefined> {
    const { user } = this.#options;
    if (!user) return undefined;
    try {
      const login = answerOf<{ token?: string }>(
        await this.#send({ path: '/v3/auth/authenticate', body: await user(), timeout }),
      );
      if (login.kind === 'none') return { ...login, isSent: false };
      this.#token = login.value.token;
      return undefined;
    } catch (problem) {
      return { kind: 'none', why: (problem as Error).message, isSent: false };
    }
  }

  async #send(call: Call): Promise<Answer<Reply>> {
    const { endpoints } = this.#options;
    let last: Answer<Reply> = { kind: 'none', why: 'no member of etcd is named', isSent: false };
    for (const _ of endpoints) {
      const reply = await this.#sendTo(endpoints[this.#member]!, call);
      if (isReply(reply)) return { kind: 'answer', value: reply };
      last = { kind: 'none', why: reply.why, isSent: reply.failure !== 'tls' && !NOT_SENT.has(reply.code) };
      this.#member = (this.#member + 1) % endpoints.length;
      if (last.isSent) return last;
    }
    return last;
  }

  #sendTo(endpoint: string, { path, body, timeout }: Call): Promise<Reply | NoReply> {
    const { exchange } = this.#options;
    const login: Request['headers'] = this.#token === undefined ? {} : { authorization: this.#token };
    const headers = { 'content-type': 'application/json', ...login };
    return exchange({
      url: `${endpoint}${path}`,
      method: 'POST',
      headers,
      text: JSON.stringify(body),
      timeout,
    });
  }
}

const isExpired = (answer: Answer<Reply>): boolean =>
  answer.kind === 'answer' &&
  (answer.value.status === INVALID_TOKEN || answer.value.body.json.includes(OLD_TOKEN));

function answerOf<T>(sent: Answer<Reply>): Answer<T> {
  if (sent.kind === 'none') return sent;
  const { status, body } = sent.value;
  const value = parse(body.json);
  if (status === 200 && value) return { kind: 'answer', value: value as T };
  const error = typeof value?.error === 'string' ? value.error : body.json;
  return { kind: 'none', why: `etcd answers ${status}: ${error.slice(0, MAX_TEXT)}`, isSent: status >= 500 };
}

function parse(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return Object(JSON.parse(text));
  } catch {
    return undefined;
  }
}
