import { inWallClock, tickTime } from '../plot/time.ts';
import type { Rehearsal } from '../plot.ts';

/** A history says what would have happened, every other source what did. */
export const tenseOf = ({ result }: Rehearsal): 'history' | 'other' =>
  result.source.kind === 'history' ? 'history' : 'other';

/** `on 3 Nov 14:02`, `at t+2m`. */
export function when({ result }: Rehearsal, tick: number): string {
  if (inWallClock(result)) return `on ${tickTime(result, tick, false)}`;
  return `at ${tickTime(result, tick)}`;
}
