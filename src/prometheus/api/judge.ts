import { fail, type RolloutError } from '../../errors/rollout-error.ts';
import type { Seconds } from '../../text/duration.ts';
import type { Broken, Reply } from '../http/exchange.ts';
import type { Attempt } from '../http/retry.ts';
import { type Envelope, readEnvelope } from './envelope.ts';
import type { Samples } from './matrix.ts';

/** What an error has to say besides the reply itself. */
export interface Asked {
  /** The address as it may be shown. */
  readonly url: string;
  /** The query; undefined for other parts of the API. */
  readonly query: string | undefined;
  readonly timeout: Seconds;
  readonly now: number;
  /** Takes secrets out of what the server or the system says. */
  readonly hide: (text: string) => string;
}

/** A good answer, and the samples taken out of it. */
export interface Good {
  readonly envelope: Envelope;
  readonly blocks: readonly Samples[];
}

const HEAD = 200;
const TOO_MUCH = /too many samples|exceed|limit|too long|timed out|too large|max[-_ ]/i;

/** Nothing came back: is it worth another attempt, and which error is it? */
export function judgeBroken({ broken, why, code }: Broken, { url, hide, timeout }: Asked): Attempt<never> {
  if (broken === 'aborted') return { error: () => fail('INTERRUPTED', {}), isTransient: false };
  if (broken === 'timeout')
    return {
      error: (tries) => fail('PROM_TIMEOUT', { url, seconds: Math.round(timeout * 10) / 10, tries }),
      isTransient: true,
    };
  const words = hide(why);
  if (broken === 'tls') return { error: () => fail('PROM_TLS', { url, why: words }), isTransient: false };
  return {
    error: (tries) => fail('PROM_UNREACHABLE', { url, why: words, tries }),
    isTransient: !/^ERR_(INVALID_|PROXY_REFUSED)/.test(code), // what cannot be sent now cannot be sent later
  };
}

/** An answer came back: good, or which error it is, and whether another attempt may help. */
export function judge(reply: Reply, asked: Asked): Attempt<Good> {
  const { shell, blocks } = reply.body;
  const envelope = readEnvelope(parse(shell));
  const { url, query } = asked;
  const words = envelope?.error ? asked.hide(envelope.error) : headOf(reply, asked);
  if (envelope?.status === 'error') return judgeRefusal(reply, envelope, words, asked);
  if (reply.status === 200 && envelope?.isPartial)
    return { error: () => fail('PROM_PARTIAL', { url, query: query ?? '' }), isTransient: true };
  if (reply.status === 200 && envelope) return { value: { envelope, blocks } };
  return judgeStatus(reply, words, asked);
}

/** Prometheus itself says no. */
function judgeRefusal(reply: Reply, { errorType }: Envelope, words: string, asked: Asked): Attempt<never> {
  const query = asked.query ?? '';
  const isQuery = asked.query !== undefined && [200, 400, 422].includes(reply.status);
  const isLimit = errorType === 'timeout' || (isQuery && TOO_MUCH.test(words));
  if (isLimit) return { error: () => fail('PROM_QUERY_LIMIT', { query, words }), isTransient: false };
  if (isQuery) return { error: () => fail('PROM_QUERY', { query, words }), isTransient: false };
  return judgeStatus(reply, words, asked);
}

function judgeStatus(reply: Reply, words: string, { url, now }: Asked): Attempt<never> {
  const { status } = reply;
  const never = (error: RolloutError): Attempt<never> => ({ error: () => error, isTransient: false });
  if (status === 401 || status === 403) return never(fail('PROM_AUTH', { url, status, words }));
  if (status === 404) return never(fail('PROM_NO_API', { url, words }));
  if (status === 429)
    return {
      error: (tries) => fail('PROM_RATE_LIMIT', { url, words, tries }),
      isTransient: true,
      after: retryAfter(reply, now),
    };
  if (status === 503 && isNotReady(reply))
    return {
      error: (tries) => fail('PROM_NOT_READY', { url, words, tries }),
      isTransient: true,
      after: retryAfter(reply, now),
    };
  if (status !== 200) {
    const isTransient = status === 502 || status === 503 || status === 504;
    return {
      error: (tries) => fail('PROM_STATUS', { url, status, words, tries }),
      isTransient,
      after: retryAfter(reply, now),
    };
  }
  const type = (reply.headers['content-type'] ?? 'no content type').split(';')[0]!;
  const isCutOff = /^\s*([{[]|$)/.test(reply.body.shell.slice(0, HEAD)); // half a body is worth another attempt, a page is not
  return {
    error: (tries) => fail('PROM_BODY', { url, status, type, start: words, tries }),
    isTransient: isCutOff,
  };
}

const isNotReady = ({ headers, body }: Reply): boolean =>
  headers['x-prometheus-stopping'] !== undefined ||
  /service unavailable|not ready/i.test(body.shell.slice(0, HEAD));

/** Where it points to; undefined when it is no redirect. */
export function redirectOf(reply: Reply, from: string): URL | undefined {
  const location = reply.headers.location;
  if (![301, 302, 303, 307, 308].includes(reply.status) || location === undefined) return undefined;
  return URL.canParse(location, from) ? new URL(location, from) : undefined;
}

/** `Retry-After` in seconds from now; it may be a date. */
function retryAfter({ headers }: Reply, now: number): Seconds | undefined {
  const text = headers['retry-after'];
  if (text === undefined) return undefined;
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text);
  const at = Date.parse(text) / 1000;
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}

/** The first words of a body that is no answer, on one line. */
function headOf({ body, reason }: Reply, { hide }: Asked): string {
  const text = hide(body.shell.slice(0, HEAD * 4))
    .replace(/\s+/g, ' ')
    .trim();
  if (text === '') return reason ? `${hide(reason)}, an empty answer` : 'an empty answer';
  return JSON.stringify(text.length > HEAD ? `${text.slice(0, HEAD)}...` : text);
}

function parse(text: string): unknown {
  if (!/^\s*\{/.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
