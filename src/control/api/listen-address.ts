import type { ListenAddress } from './listen.ts';

const LOOPBACK = '127.0.0.1';
const FORM = /^(?:(\[[0-9a-f:.]+\]|[^:[\]\s/@]*):)?(\d{1,5})$/i;
const MAX_PORT = 65_535;

/** What `HOST:PORT` or `PORT` names; a port alone is one of loopback, as `:PORT` is one of all addresses. */
export function parseListenAddress(text: string): ListenAddress | undefined {
  const found = FORM.exec(text);
  const port = Number(found?.[2] ?? Number.NaN);
  if (!found || port > MAX_PORT) return undefined;
  const [, host = LOOPBACK] = found;
  return { host: host.replace(/^\[|\]$/g, ''), port };
}
