import { readHolder } from '../../control/state/holder.ts';
import { printableLine } from '../../text/printable.ts';

/** A controller, or the target of a call that was not answered. */
export function holderName(text: string): string {
  const holder = readHolder(text);
  return holder ? `process ${holder.pid}` : printableLine(text);
}
