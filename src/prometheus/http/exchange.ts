import type { Seconds } from '../../text/duration.ts';
import type { Shelled } from '../api/matrix.ts';

/** One HTTP request; `form` makes it a POST. */
export interface Request {
  readonly url: string;
  readonly form?: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
  /** For everything: name, connection, answer. */
  readonly timeout: Seconds;
  readonly signal?: AbortSignal;
}

/** Whatever came back, with any status. Header names are lower case. */
export interface Reply {
  readonly status: number;
  readonly reason: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** The body without its sample lists, and those lists: see `shellOf`. */
  readonly body: Shelled;
}

/** Nothing came back: `timeout`, `aborted` by the caller, `tls`, or another `network` fault. */
export interface Broken {
  readonly broken: 'timeout' | 'aborted' | 'tls' | 'network';
  /** The system's name for it, ECONNREFUSED. */
  readonly code: string;
  readonly why: string;
}

/** Sends one request, once. Never throws, never follows a redirect. */
export type Exchange = (request: Request) => Promise<Reply | Broken>;
