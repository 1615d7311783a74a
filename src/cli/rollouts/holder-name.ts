import { readHolder } from '../../control/state/holder.ts';
import { printableLine } from '../../text/printable.ts';

/** A process as a lease of a server names it, and which lease it is. */
const REMOTE = /^(\S+)\/(\d+) [\da-f]+$/;

/** A controller, or the target of a call that was not answered. */
export function holderName(text: string): string {
  const [, host, pid] = REMOTE.exec(text) ?? [];
  if (host !== undefined) return `process ${pid} on ${printableLine(host)}`;
  const holder = readHolder(text);
  if (holder) return `process ${holder.pid}`;
  return printableLine(text);
}
