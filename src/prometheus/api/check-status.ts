import { type Diagnostic, diagnostic } from '../../errors/rollout-error.ts';
import type { Seconds } from '../../text/duration.ts';
import type { Moment } from '../../text/time.ts';
import type { Reply } from '../http/exchange.ts';
import type { FailedAttempt } from '../http/retry.ts';
import { StatusError } from './status-error.ts';

/** As much of a body as an error shows. */
const HEAD_CHARACTERS = 200;
/**
 * What passes: an answer of another shape (a proxy's page), too many requests, an error inside the server, a
 * bad gateway, an unavailable service, a gateway timeout.
 */
const TRANSIENT = new Set([200, 429, 500, 502, 503, 504]);

/** What is known of a request whose reply is no answer. */
interface Failure {
  /** The address as it may be shown. */
  readonly url: string;
  readonly now: Moment;
  /** The reason the server gives, without secrets. */
  readonly words: string;
}

/** The error of a reply that is no answer, by its status, and whether another attempt may help. */
export const checkStatus = (reply: Reply, failure: Failure): FailedAttempt => ({
  error: (tries) => new StatusError(reply.status, faultOf(reply, failure, tries)),
  isTransient: TRANSIENT.has(reply.status),
  after: retryAfter(reply, failure.now),
});

function faultOf(reply: Reply, { url, words }: Failure, tries: number): Diagnostic {
  const { status } = reply;
  if (status === 200)
    return diagnostic('PROM_BODY', { url, status, type: contentType(reply), start: words, tries });
  if (status === 401 || status === 403) return diagnostic('PROM_AUTH', { url, status, words });
  if (status === 404) return diagnostic('PROM_NO_API', { url, words });
  if (status === 429) return diagnostic('PROM_RATE_LIMIT', { url, words, tries });
  if (status === 503 && isNotReady(reply)) return diagnostic('PROM_NOT_READY', { url, words, tries });
  return diagnostic('PROM_STATUS', { url, status, words, tries });
}

const contentType = ({ headers }: Reply): string =>
  (headers['content-type'] ?? 'no content type').split(';')[0]!;

const isNotReady = ({ headers, body }: Reply): boolean =>
  headers['x-prometheus-stopping'] !== undefined ||
  /service unavailable|not ready/i.test(body.json.slice(0, HEAD_CHARACTERS));

/** `Retry-After` in seconds from now; it may be a date (RFC 9110, 10.2.3). */
function retryAfter({ headers }: Reply, now: Moment): Seconds | undefined {
  const text = headers['retry-after'];
  if (text === undefined) return undefined;
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text);
  const at = Date.parse(text) / 1000;
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}
