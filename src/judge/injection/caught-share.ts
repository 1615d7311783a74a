import { isCut, ticksToReset } from '../assess/injections.ts';
import { type InjectedOutcome, NEVER } from '../outcome.ts';
import type { Sample } from '../statistics/sample.ts';

/** The share of the exposed rehearsals that were reset or held; 0 where none was exposed. */
export function caughtShare(outcomes: readonly InjectedOutcome[]): number {
  const exposed = outcomes.filter(isExposed);
  return exposed.length === 0 ? 0 : exposed.filter(isCaught).length / exposed.length;
}

/** The exposed rehearsals, and which of them were caught. */
export function caughtSample(outcomes: readonly InjectedOutcome[]): Sample {
  const exposed = outcomes.filter(isExposed).sort((a, b) => a.start - b.start);
  return {
    starts: exposed.map(({ start }) => start),
    ends: exposed.map((one) => one.start + ticksToReset(one)),
    hits: exposed.map(isCaught),
  };
}

const isExposed = (one: InjectedOutcome): boolean => one.exposed !== NEVER && !isCut(one);

const isCaught = ({ reset, completed }: InjectedOutcome): boolean => reset !== NEVER || completed === NEVER;
