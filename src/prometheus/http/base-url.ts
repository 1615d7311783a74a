import { type Diagnostic, diagnostic, fail, type RolloutError } from '../../errors/rollout-error.ts';

/** The address of a server, taken apart. */
export interface BaseUrl {
  readonly origin: string;
  /** Path under which the API stands, without a slash at its end: `/prometheus`, or nothing. */
  readonly prefix: string;
  /** `?orgId=1`, kept in every request. */
  readonly search: string;
  readonly user: { readonly username: string; readonly password: string } | undefined;
  /** The address as it may be shown: no user, no query string. */
  readonly shown: string;
  readonly notes: readonly Diagnostic[];
}

const ENDING = /\/(?:api\/v1(?:\/query|\/query_range)?|graph|query)$/;

/** Reads the address of a server. Throws PROM_URL, without the credentials it may hold. */
export function parseBaseUrl(text: string): BaseUrl {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url) throw urlFault(text, 'it is not a URL');
  if (!/^https?:$/.test(url.protocol) || url.hostname === '')
    throw urlFault(text, 'it must start with http:// or https://');
  const path = url.pathname.replace(/\/+$/, '');
  const prefix = path.replace(ENDING, '').replace(/\/+$/, '');
  const shown = `${url.origin}${prefix}`;
  const notes: Diagnostic[] = [];
  if (prefix !== path)
    notes.push(diagnostic('PROM_URL_SHORTENED', { url: shown, ending: path.slice(prefix.length) }));
  return { origin: url.origin, prefix, search: url.search, user: userOf(url), shown, notes };
}

/** A host and a port without a scheme: `localhost:9090`, `prometheus.example:9090/path`. */
const HOST_AND_PORT = /^[\w.-]+:\d{1,5}(?:\/[\w./-]*)?$/;

function urlFault(text: string, why: string): RolloutError {
  const suggestion = HOST_AND_PORT.test(text) ? `http://${text}` : undefined;
  return fail('PROM_URL', { got: withoutUser(text), why, suggestion });
}

function userOf({ username, password }: URL): BaseUrl['user'] {
  if (!username && !password) return undefined;
  return { username: decode(username), password: decode(password) };
}

/** The address of one part of the API: `query_range`. */
export const endpoint = (base: BaseUrl, path: string): string =>
  `${base.origin}${base.prefix}/api/v1/${path}${base.search}`;

/** Any URL as it may be shown: no user, no query string. */
export function shownUrl(text: string): string {
  if (!URL.canParse(text)) return withoutUser(text);
  const url = new URL(text);
  const origin = url.origin === 'null' ? `${url.protocol}//${url.host}` : url.origin;
  return `${origin}${url.pathname}`;
}

const withoutUser = (text: string): string => text.replace(/^(\w+:\/\/)?.*@/s, '$1').replace(/[?#].*$/s, '');

/** The decoded text; the text itself where it is no URI encoding. */
export function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
