import { isCut } from '../assess/injections.ts';
import { type InjectedOutcome, NEVER } from '../outcome.ts';

/** The share of the exposed rehearsals that were reset or held; 0 where none was exposed. */
export function caughtShare(outcomes: readonly InjectedOutcome[]): number {
  const exposed = outcomes.filter((one) => one.exposed !== NEVER && !isCut(one));
  const caught = exposed.filter(({ reset, completed }) => reset !== NEVER || completed === NEVER);
  return exposed.length === 0 ? 0 : caught.length / exposed.length;
}
