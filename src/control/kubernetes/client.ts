import { type AxiosExchangeOptions, axiosExchange } from '../../prometheus/http/axios-exchange.ts';
import { type Exchange, isReply, type NoReply, type Reply } from '../../prometheus/http/exchange.ts';
import { Secrets } from '../../prometheus/http/secrets.ts';
import { systemClock } from '../../prometheus/system-clock.ts';
import type { Seconds } from '../../text/duration.ts';
import { IDLE_CONNECTIONS, isDone } from '../http.ts';
import { faultOf } from './answer-fault.ts';
import { kubernetesFault } from './fault.ts';
import { type Access, type KubernetesPlace, readAccess, type Surroundings } from './kubeconfig.ts';
import { type Login, logIn } from './login.ts';

/** One request; the path is one of `resourcePath`. */
export interface KubernetesRequest {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** `application/json` where it is not given. */
  readonly contentType?: string;
  readonly timeout?: Seconds;
  readonly signal?: AbortSignal;
  /** Takes the body of an answer of 200 as it comes. */
  readonly onPiece?: (piece: Buffer) => void;
}

export const JSON_PATCH = 'application/json-patch+json';

/** A third of a lease. */
const TIMEOUT: Seconds = 5;
/** Files of a login are read again after it. */
const KEPT: Seconds = 60;

/** What stays for some requests: who asks which server. */
interface Connection {
  readonly access: Access;
  readonly exchange: Exchange;
  readonly headers: Readonly<Record<string, string>>;
  readonly until: number;
}

/** A client of one API server. Nothing is read or sent before the first request. */
export class KubernetesClient {
  readonly #place: KubernetesPlace;
  readonly #surroundings: Surroundings;
  readonly #secrets = new Secrets();
  #agents: AxiosExchangeOptions['agents'] = [];
  #connection: Connection | undefined;
  #pending: Promise<Connection> | undefined;
  /** What the exchange was made of. */
  #made: { readonly of: string; readonly exchange: Exchange } | undefined;

  constructor(place: KubernetesPlace, surroundings: Surroundings) {
    this.#place = place;
    this.#surroundings = surroundings;
  }

  /** Sends one request; the answer as JSON. Throws KubernetesFault. */
  async send<T>(request: KubernetesRequest): Promise<T> {
    if (request.signal?.aborted) throw noTime();
    const first = await this.#connect(request);
    let reply = await exchangeOnce(first, request);
    if (isReply(reply) && reply.status === 401) {
      this.#forget(first);
      reply = await exchangeOnce(await this.#connect(request), request);
    }
    const { method = 'GET', path } = request;
    const asked = { method, path, server: first.access.server, secrets: this.#secrets };
    if (!isReply(reply) || !isDone(reply)) throw faultOf(reply, asked);
    return answerIn<T>(reply, request, asked.server);
  }

  /** The namespace of the context. Throws KubernetesFault. */
  namespace(): string | undefined {
    return readAccess(this.#place, this.#surroundings).namespace;
  }

  close(): void {
    for (const agent of this.#agents) agent.destroy();
    this.#agents = [];
    this.#made = undefined;
    this.#connection = undefined;
  }

  #forget(connection: Connection): void {
    if (this.#connection === connection) this.#connection = undefined;
  }

  /** A login may take longer than the request may, and serves the next one then. */
  async #connect({ signal, timeout = TIMEOUT }: KubernetesRequest): Promise<Connection> {
    if (this.#connection && systemClock.now() < this.#connection.until) return this.#connection;
    this.#pending ??= this.#open().finally(() => {
      this.#pending = undefined;
    });
    this.#pending.catch(() => {});
    const ended = new AbortController();
    const stop = () => ended.abort();
    signal?.addEventListener('abort', stop, { once: true });
    const late = systemClock.sleep(signal?.aborted ? 0 : timeout, ended.signal).then(() => undefined);
    const connection = await Promise.race([this.#pending, late]);
    signal?.removeEventListener('abort', stop);
    stop();
    if (connection) return connection;
    throw kubernetesFault('KUBERNETES_CONFIG', { why: 'the login takes longer than the request may' });
  }

  async #open(): Promise<Connection> {
    const access = readAccess(this.#place, this.#surroundings);
    const login = await logIn(access, this.#surroundings);
    this.#secrets.add(...secretsOf(login));
    const exchange = await this.#exchangeFor(access, login);
    const until = Math.min(systemClock.now() + KEPT, (login.until ?? Infinity) - 1);
    const { authorization } = login;
    const headers: Connection['headers'] = authorization === undefined ? {} : { authorization };
    this.#connection = { access, exchange, headers, until };
    return this.#connection;
  }

  /** The same as before, with its connections, where nothing has changed. */
  async #exchangeFor({ server, tls, proxyUrl }: Access, { cert, key }: Login): Promise<Exchange> {
    const own = cert === undefined ? {} : { cert, key };
    const options = { tls: { ...tls, ...own }, proxyConfig: proxyUrl ? { proxy_url: proxyUrl } : undefined };
    const of = JSON.stringify([server, options]);
    if (this.#made?.of === of) return this.#made.exchange;
    this.close();
    const isLocal = /^https?:\/\/(127\.|localhost[:/]|\[::1\])/.test(`${server}/`);
    const exchange = await axiosExchange({
      ...options,
      env: this.#surroundings.env,
      isLocal,
      agents: this.#agents,
      idleConnections: IDLE_CONNECTIONS,
    });
    this.#made = { of, exchange };
    return exchange;
  }
}

const noTime = () =>
  kubernetesFault('KUBERNETES_UNREACHABLE', { server: 'the API server', why: 'there was no time left' });

const secretsOf = ({ authorization = '', key }: Login): readonly (string | undefined)[] => [
  authorization.replace(/^\w+ /, ''),
  key,
];

function exchangeOnce(
  { access, exchange, headers }: Connection,
  {
    method,
    path,
    query = {},
    body,
    contentType = 'application/json',
    timeout = TIMEOUT,
    ...rest
  }: KubernetesRequest,
): Promise<Reply | NoReply> {
  const asked = new URLSearchParams(query).toString();
  const isSending = body !== undefined;
  return exchange({
    url: `${access.server}${path}${asked === '' ? '' : `?${asked}`}`,
    method,
    headers: isSending ? { ...headers, 'content-type': contentType } : headers,
    text: isSending ? JSON.stringify(body) : undefined,
    timeout,
    ...rest,
  });
}

function answerIn<T>({ body, status }: Reply, { onPiece }: KubernetesRequest, server: string): T {
  if (onPiece) return undefined as T;
  try {
    return JSON.parse(body.json) as T;
  } catch {
    const params = { server, status: `${status}`, why: 'it is no JSON' };
    throw kubernetesFault('KUBERNETES_ANSWER', params, { isSent: true, status });
  }
}
