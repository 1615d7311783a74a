import { isIP } from 'node:net';

/** Names that nobody outside can register. */
const OWN = /(^|\.)(localhost|local|internal|svc)$/;

/**
 * Whether the Host of a request may be answered. A page of somebody else's that a browser shows can give its own name the
 * address of this server (DNS rebinding), and then read what it answers: only addresses, names without a dot, names that
 * nobody outside can register, and those that were given are answered.
 */
export function isOwnHost(host: string | undefined, given: readonly string[] = []): boolean {
  const name = nameOf(host ?? '').toLowerCase();
  if (isIP(name) !== 0) return true;
  if (!/^[a-z0-9]([a-z0-9_.-]*[a-z0-9])?$/.test(name)) return false;
  return !name.includes('.') || OWN.test(name) || given.includes(name);
}

/** Without the port, and the brackets of an address of IPv6. */
function nameOf(host: string): string {
  const bracketed = /^\[([^\]]*)\](:\d{1,5})?$/.exec(host)?.[1];
  return bracketed ?? host.replace(/:\d{1,5}$/, '');
}
