import type { PromqlFault } from './fault.ts';

const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/** The first bracket that has no partner. `code` is the query without strings and comments. */
export function bracketFault(code: string): PromqlFault | undefined {
  const open: number[] = [];
  for (let at = 0; at < code.length; at++) {
    const sign = code[at]!;
    if (sign in CLOSING) open.push(at);
    if (!')]}'.includes(sign)) continue;
    const partner = open.pop();
    if (partner === undefined) return bracketAt(at, `"${sign}" closes nothing`, 'leave it out');
    const wanted = CLOSING[code[partner]!]!;
    if (wanted !== sign)
      return bracketAt(at, `"${sign}" stands where "${wanted}" must close "${code[partner]}"`);
  }
  const last = open.pop();
  if (last === undefined) return undefined;
  const sign = code[last]!;
  return bracketAt(last, `"${sign}" is never closed`, `add "${CLOSING[sign]}"`);
}

const bracketAt = (at: number, message: string, fix?: string): PromqlFault => ({
  kind: 'syntax',
  from: at,
  to: at + 1,
  message,
  fix,
});
