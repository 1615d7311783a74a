import { fail } from '../../errors/rollout-error.ts';
import type { Seconds } from '../../text/duration.ts';
import type { Moment } from '../../text/time.ts';
import { shownUrl } from '../http/base-url.ts';
import type { NoReply, Reply } from '../http/exchange.ts';
import type { Attempt, FailedAttempt } from '../http/retry.ts';
import { checkStatus } from './check-status.ts';
import { type Envelope, partialWords, readEnvelope } from './envelope.ts';
import { redirectOf } from './redirect.ts';
import type { Samples } from './samples.ts';

/** What the error of a request shows besides the reply itself. */
export interface RequestFacts {
  /** The address as it may be shown. */
  readonly url: string;
  /** The query; undefined for other parts of the API. */
  readonly query: string | undefined;
  readonly timeout: Seconds;
  readonly now: Moment;
  /** Whether an answer that lacks a part of the data is taken. */
  readonly allowPartial: boolean;
  /** Takes secrets out of texts of the server or the system. */
  readonly hide: (text: string) => string;
}

interface ErrorFacts extends RequestFacts {
  readonly errorType: string | undefined;
  /** The error text of the server, without secrets. */
  readonly words: string;
}

/** An answer of the API, and the sample lists taken out of it. */
export interface ApiResult {
  readonly envelope: Envelope;
  readonly samples: readonly Samples[];
}

const MAX_SHOWN_CHARACTERS = 200;
const LIMIT_WORDS = /too many samples|exceed|limit|too long|timed out|too large|max[-_ ]/i;

/** The error of a request without a reply, and whether another attempt may help. */
export function checkNoReply({ failure, why, code }: NoReply, request: RequestFacts): FailedAttempt {
  const { url, query, hide } = request;
  const words = hide(why);
  switch (failure) {
    case 'aborted':
      return { error: () => fail('INTERRUPTED', {}), isTransient: false };
    case 'timeout': {
      const seconds = Math.round(request.timeout * 10) / 10;
      return { error: (tries) => fail('PROM_TIMEOUT', { url, seconds, tries }), isTransient: true };
    }
    case 'tls':
      return { error: () => fail('PROM_TLS', { url, why: words }), isTransient: false };
    case 'too_large':
      return {
        error: () => fail('PROM_TOO_LARGE', { url, query: query ?? '', bound: why }),
        isTransient: false,
      };
    case 'network':
      return {
        error: (tries) => fail('PROM_UNREACHABLE', { url, why: words, tries }),
        // Such a request fails again however often it is sent.
        isTransient: !/^ERR_(INVALID_|PROXY_REFUSED)/.test(code),
      };
  }
}

/** A reply as an answer of the API; else its error, and whether another attempt may help. */
export function checkReply(reply: Reply, request: RequestFacts): Attempt<ApiResult> {
  const { url, query = '', hide } = request;
  const redirect = redirectOf(reply);
  if (redirect) {
    const location = hide(shownUrl(redirect.href));
    return {
      error: () => fail('PROM_REDIRECT', { url, status: reply.status, location }),
      isTransient: false,
    };
  }
  const { json, samples } = reply.body;
  const envelope = readEnvelope(parse(json));
  const words = envelope?.error ? hide(envelope.error) : startOf(reply, hide);
  if (envelope?.status === 'error')
    return checkError(reply, { ...request, errorType: envelope.errorType, words });
  if (reply.status !== 200 || !envelope) return checkStatus(reply, { ...request, words });
  const part = request.allowPartial ? undefined : partialWords(envelope);
  if (part !== undefined)
    return { error: () => fail('PROM_PARTIAL', { url, query, words: hide(part) }), isTransient: true };
  return { value: { envelope, samples } };
}

/** An error of the API: of the query, else by the status of the reply. */
function checkError(reply: Reply, request: ErrorFacts): FailedAttempt {
  const { query = '', errorType, words } = request;
  const isOfQuery = request.query !== undefined && [200, 400, 422].includes(reply.status);
  if (errorType === 'timeout' || (isOfQuery && LIMIT_WORDS.test(words)))
    return { error: () => fail('PROM_QUERY_LIMIT', { query, words }), isTransient: false };
  if (isOfQuery) return { error: () => fail('PROM_QUERY', { query, words }), isTransient: false };
  return checkStatus(reply, request);
}

/** The start of a body that is no answer, quoted, on one line. */
function startOf({ body, reason }: Reply, hide: RequestFacts['hide']): string {
  const text = hide(body.json.slice(0, MAX_SHOWN_CHARACTERS * 4))
    .replace(/\s+/g, ' ')
    .trim();
  if (text === '') return reason ? `${hide(reason)}, an empty answer` : 'an empty answer';
  const isCut = text.length > MAX_SHOWN_CHARACTERS;
  return JSON.stringify(isCut ? `${text.slice(0, MAX_SHOWN_CHARACTERS)}...` : text);
}

function parse(text: string): unknown {
  if (!/^\s*\{/.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
