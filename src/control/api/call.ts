import type { Code, Params } from '../../errors/codes.ts';
import { diagnostic } from '../../errors/rollout-error.ts';
import type { ApiService } from './service.ts';

/** One request, as far as an answer depends on it. */
export interface ApiCall {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly host: string | undefined;
  readonly authorization: string | undefined;
  readonly contentType: string | undefined;
  readonly body: string;
  /** Address that it came from. */
  readonly peer: string;
}

export interface ApiAnswer {
  readonly status: number;
  readonly type: string;
  readonly text: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What the API stands on. */
export interface ApiOptions {
  readonly service: ApiService;
  /** Reads the token anew; undefined where none was given. Throws SecretFault. */
  readonly token: () => string | undefined;
  /** Names by which it may be asked, besides addresses and names of its own network. */
  readonly hosts?: readonly string[];
}

export const json = (value: unknown, status = 200): ApiAnswer => ({
  status,
  type: 'application/json',
  text: `${JSON.stringify(value)}\n`,
});

export const plain = (text: string, status = 200): ApiAnswer => ({
  status,
  type: 'text/plain; charset=utf-8',
  text: `${text}\n`,
});

/** An error of the catalogue with a status of HTTP. */
export function refusal<C extends Code>(status: number, code: C, params: Params<C>): ApiAnswer {
  const { message, hint } = diagnostic(code, params);
  return json({ error: { code, message, hint } }, status);
}
