import type { Reply } from '../http/exchange.ts';

const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/** Where a reply points to; undefined when it is no redirect. */
export function redirectOf({ status, headers, url }: Reply): URL | undefined {
  const { location } = headers;
  if (!REDIRECTS.has(status) || location === undefined || !URL.canParse(location, url)) return undefined;
  return new URL(location, url);
}
