import type { Ticks } from '../text/duration.ts';
import type { BadTicks } from './bad-ticks.ts';
import type { History } from './history.ts';
import { NEVER } from './outcome.ts';

/** What the rehearsals of a policy are made on. */
export interface Ground {
  readonly history: History;
  readonly horizon: Ticks;
  /** In any order; none by default. */
  readonly incidents?: readonly BadTicks[];
}

/** The incident that a rehearsal from a start meets first within the horizon, by position; NEVER where it meets none. */
export function incidentMet({ incidents = [], horizon }: Ground, start: Ticks): number {
  let first = NEVER;
  for (let i = 0; i < incidents.length; i++) {
    const { from, to } = incidents[i]!;
    const isMet = from < start + horizon && to > Math.max(from, start);
    if (isMet && (first === NEVER || from < incidents[first]!.from)) first = i;
  }
  return first;
}

/** How many ticks a rehearsal from a start has before that incident, or to the horizon. */
export function ticksBefore(incident: number, { incidents = [], horizon }: Ground, start: Ticks): Ticks {
  return incident === NEVER ? horizon : Math.max(0, incidents[incident]!.from - start);
}
