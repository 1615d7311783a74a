import type { Ticks } from '../text/duration.ts';
import type { BadTicks } from './bad-ticks.ts';
import { type Ground, incidentMet, ticksBefore } from './ground.ts';
import type { Judged } from './judged.ts';
import { type IncidentOutcome, NEVER, type Outcome } from './outcome.ts';
import type { Walk } from './walk.ts';
import { type Walks, walksOf } from './walks.ts';

/** Rehearsals of one policy, one after another on the same memory. */
export interface Rehearser {
  /** On the history as it was, up to the first incident. */
  readonly rehearse: (start: Ticks) => Outcome;
  /** On the incidents that a rehearsal from this start is judged on. */
  readonly rehearseIncidents: (start: Ticks) => readonly IncidentOutcome[];
}

export const rehearser = (judged: Judged, ground: Ground): Rehearser =>
  rehearserOn(walksOf(judged, ground), ground);

export function rehearserOn({ plain: walk }: Walks, ground: Ground): Rehearser {
  const { incidents = [] } = ground;
  return {
    rehearse: (start) => rehearse(walk, start, ground),
    rehearseIncidents: (start) =>
      incidents.flatMap((bad, incident) => {
        const reset = resetInIncident(walk, { start, bad, horizon: ground.horizon });
        return reset === undefined ? [] : [{ start, incident, reset }];
      }),
  };
}

function rehearse(walk: Walk, start: Ticks, ground: Ground): Outcome {
  const met = incidentMet(ground, start);
  walk.begin(start);
  walk.goTo(ticksBefore(met, ground, start));
  const { tick, completed, reset, backward, isAtFirstStep, resetBy, backwardBy } = walk;
  const incident = completed === NEVER ? met : NEVER;
  return { start, ticks: tick, completed, reset, backward, isAtFirstStep, resetBy, backwardBy, incident };
}

interface Met {
  readonly start: Ticks;
  readonly bad: BadTicks;
  readonly horizon: Ticks;
}

/**
 * The first reset that catches an incident, or NEVER; undefined where the rehearsal is not under way at its beginning,
 * or was reset in the window before it.
 */
function resetInIncident(walk: Walk, { start, bad, horizon }: Met): Ticks | undefined {
  const begin = bad.from - start;
  if (begin < 0 || begin >= horizon) return undefined;
  walk.begin(start);
  walk.goTo(begin);
  if (walk.lastReset !== NEVER && start + walk.lastReset >= bad.quietFrom) return undefined;
  walk.forgetReset();
  walk.goTo(Math.min(horizon, bad.caughtTo - start + 1));
  if (walk.completed !== NEVER && walk.completed <= begin) return undefined;
  return walk.reset;
}
