import type { Seconds } from '../../text/duration.ts';
import type { Body } from '../api/samples.ts';

/** One HTTP request; without a method it is a GET, with `form` a POST. */
export interface Request {
  readonly url: string;
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly form?: URLSearchParams;
  /** Sent as it is. */
  readonly text?: string;
  readonly headers: Readonly<Record<string, string>>;
  /** For everything: name, connection, answer. */
  readonly timeout: Seconds;
  readonly signal?: AbortSignal;
  /** Takes the body of an answer of 200 as it comes; the reply has none then. */
  readonly onPiece?: (piece: Buffer) => void;
}

/** An answer with any status. Header names are lower case. */
export interface Reply {
  /** The address that was asked. */
  readonly url: string;
  readonly status: number;
  readonly reason: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Body;
}

/** No answer came back: `timeout`, `aborted` by the caller, `tls`, `too_large`, or another `network` fault. */
export interface NoReply {
  readonly failure: 'timeout' | 'aborted' | 'tls' | 'too_large' | 'network';
  /** The system's name for it: ECONNREFUSED. */
  readonly code: string;
  readonly why: string;
}

/** Sends one request, once. Never throws, never follows a redirect. */
export type Exchange = (request: Request) => Promise<Reply | NoReply>;

export const isReply = (outcome: Reply | NoReply): outcome is Reply => 'status' in outcome;
