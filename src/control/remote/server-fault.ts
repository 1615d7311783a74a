import { type Code, codes } from '../../errors/codes.ts';
import { fail, RolloutError } from '../../errors/rollout-error.ts';
import { shownUrl } from '../../prometheus/http/base-url.ts';
import { isReply, type NoReply, type Reply } from '../../prometheus/http/exchange.ts';
import { cut } from '../../text/cut.ts';
import type { Seconds } from '../../text/duration.ts';
import { printableLine } from '../../text/printable.ts';
import { isText, mappingOf, orNull } from '../../text/shape.ts';
import { isDone } from '../http.ts';

/** What was asked of a server, as far as a failure names it. */
export interface Asked {
  readonly url: string;
  /** What may be changed by now, and in which rollout. */
  readonly change: { readonly what: string; readonly name: string } | undefined;
  readonly tries: number;
  /** Of one try. */
  readonly timeout: Seconds;
  readonly hasToken: boolean;
  /** Takes the token out of a text. */
  readonly hide: (text: string) => string;
}

const MAX_SHOWN = 80;

/** Undefined for what is no JSON. */
export function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Why something was not answered as it was to be. */
export function faultOf(outcome: Reply | NoReply, asked: Asked): RolloutError {
  return isReply(outcome) ? replyFault(outcome, asked) : silence(outcome, asked);
}

function silence(none: NoReply, { url, change, tries, timeout: seconds, hide }: Asked): RolloutError {
  const { failure } = none;
  const why = hide(none.why);
  if (failure === 'aborted') return fail('INTERRUPTED', {});
  if (failure === 'tls') return fail('SERVER_TLS', { url, why });
  if (failure === 'too_large') {
    return fail('SERVER_BODY', { url, status: 200, type: 'a body', start: `of more than ${why}` });
  }
  if (change) {
    const silent = failure === 'timeout' ? `no answer within ${seconds} s` : why;
    return fail('SERVER_UNKNOWN', { url, ...change, why: silent, tries });
  }
  if (failure === 'timeout') return fail('SERVER_TIMEOUT', { url, seconds, tries });
  return fail('SERVER_UNREACHABLE', { url, why, tries });
}

/** What an error of the API says. */
interface ApiError {
  readonly code: string;
  readonly message: string;
  readonly hint: string | null;
}

const isError = mappingOf({ error: mappingOf({ code: isText, message: isText, hint: orNull(isText) }) });

function replyFault(reply: Reply, asked: Asked): RolloutError {
  const { status, headers, body } = reply;
  const { url, tries, hide } = asked;
  const value = parse(body.json);
  if (isError(value)) return refusalOf((value as { error: ApiError }).error, status, asked);
  if (status >= 300 && status < 400) {
    const location = printableLine(hide(shownUrl(headers.location ?? 'nowhere')));
    return fail('SERVER_REDIRECT', { url, status, location });
  }
  const start = printableLine(cut(hide(body.json).trim(), MAX_SHOWN)) || 'nothing';
  const type = printableLine(headers['content-type'] ?? 'no type');
  if (isDone(reply)) return fail('SERVER_BODY', { url, status, type, start });
  return fail('SERVER_STATUS', { url, status, words: start, tries });
}

/** A refusal in the words of the API, where they are of this version. */
function refusalOf({ code, message, hint }: ApiError, status: number, asked: Asked): RolloutError {
  const { url, hasToken, tries, hide } = asked;
  const words = printableLine(hide(message));
  if (code === 'API_TOKEN') return fail('SERVER_TOKEN', { url, isGiven: hasToken });
  if (code === 'API_ROUTE' || code === 'API_METHOD') return fail('SERVER_VERSION', { url, why: words });
  if (!Object.hasOwn(codes, code)) return fail('SERVER_STATUS', { url, status, words, tries });
  const place = { path: null, file: null, line: null, column: null };
  const shown = hint === null ? null : printableLine(hide(hint));
  return new RolloutError([{ code: code as Code, severity: 'error', message: words, hint: shown, ...place }]);
}
