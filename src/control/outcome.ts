import type { Diagnostic } from '../errors/rollout-error.ts';
import { cut } from '../text/cut.ts';
import { printableLine } from '../text/printable.ts';
import type { Outcome, Reading, Why } from './actuators/actuator.ts';

const MAX_CHARACTERS = 200;

export const confirmed: Outcome = { kind: 'confirmed' };

/** Not in force, and this call cannot make it so any more; what is in force instead, where that was read. */
export const refused = (why: string, inForce?: number): Outcome => ({
  kind: 'refused',
  why: oneLine(why),
  ...(inForce === undefined ? {} : { inForce }),
});

/** It may be in force, now or later. */
export const unknown = (why: string): Outcome => ({ kind: 'unknown', why: oneLine(why) });

export const percentageRead = (percentage: number): Reading => ({ kind: 'percentage', percentage });

export const unreadable = (why: Why): Reading => ({ kind: 'unreadable', ...wordsOf(why) });

/** Somebody else's: no percentage, and a kill takes it away. */
export const foreign = (why: Why): Reading => ({ kind: 'unreadable', ...wordsOf(why), isForeign: true });

function wordsOf(given: Why): { readonly why: string; readonly fault?: Diagnostic } {
  const why = oneLine(faultText(given));
  if (typeof given === 'string') return { why };
  return { why, fault: given };
}

/** A fault with its code, its place and what to do, where it has them. */
export function faultText(fault: Why): string {
  if (typeof fault === 'string') return fault;
  const { code, file, line, column, message, hint } = fault;
  const place = file === null ? '' : ` ${file}:${line}:${column}`;
  const next = hint === null ? '' : `; ${hint}`;
  return `${code}${place} ${message}${next}`;
}

const oneLine = (text: string): string => cut(printableLine(text.trim()), MAX_CHARACTERS);
