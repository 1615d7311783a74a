import { isReply, type NoReply, type Reply } from '../prometheus/http/exchange.ts';
import type { Secrets } from '../prometheus/http/secrets.ts';
import type { Outcome } from './actuators/actuator.ts';
import { confirmed, refused, unknown } from './outcome.ts';
import type { World } from './world.ts';

/** One request of a call. */
export interface Sent {
  readonly url: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH';
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly text?: string;
  readonly signal: AbortSignal;
}

/** A call ends by its signal; this is only for a signal that never fires. */
const MAX_SECONDS = 600;

/**
 * Of one server that serves all rollouts of a process. They ask it at the same tick, and a connection that was closed in
 * between costs a handshake each time.
 */
export const IDLE_CONNECTIONS = 1024;

const JSON_TYPE = 'application/json';

/** Sends a request once. Never throws. */
export function send({ exchange }: World, { text, headers = {}, ...sent }: Sent): Promise<Reply | NoReply> {
  const type: Sent['headers'] = text === undefined ? {} : { 'content-type': JSON_TYPE };
  return exchange({ ...sent, text, headers: { ...type, ...headers }, timeout: MAX_SECONDS });
}

/** These say that nothing was sent: no name, no connection, no trust. */
const NOT_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

/** What came of a request that changes something. A status of 5xx may come from somebody on the way. */
export function outcomeOf(reply: Reply | NoReply, secrets: Secrets): Outcome {
  const why = describe(reply, secrets);
  if (!isReply(reply)) return isSent(reply) ? unknown(why) : refused(why);
  if (isDone(reply)) return confirmed;
  return reply.status >= 500 || reply.status === 408 ? unknown(why) : refused(why);
}

/** Whether a request that was not answered may have come to the other side. */
export const isSent = ({ failure, code }: NoReply): boolean => failure !== 'tls' && !NOT_SENT.has(code);

export const isDone = ({ status }: Reply): boolean => status >= 200 && status < 300;

/** What came back, in words: the status with the start of the body, or why nothing did. */
export function describe(reply: Reply | NoReply, secrets: Secrets): string {
  if (isReply(reply)) return `${reply.status} ${secrets.hide(reply.body.json)}`;
  if (reply.failure === 'aborted' || reply.failure === 'timeout') return 'no answer within the time limit';
  return secrets.hide(reply.why);
}
