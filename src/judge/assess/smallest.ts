import type { Rate } from '../assessment.ts';
import { caughtSample } from '../injection/caught-share.ts';
import type { InjectedOutcome } from '../outcome.ts';
import { rateOf, type Terms } from '../statistics/rate.ts';
import type { SmallestEffects } from './input.ts';

/** What was found, and what came of the rehearsals with it. */
export interface FoundEffect {
  readonly effect: string;
  readonly outcomes: readonly InjectedOutcome[];
}

export const smallestEffects = (
  found: Readonly<Record<string, FoundEffect | null>>,
  terms: Terms,
): SmallestEffects =>
  Object.fromEntries(
    Object.entries(found).map(([signal, one]) => [
      signal,
      one && { effect: one.effect, caught: rateOf(caughtSample(one.outcomes), terms) },
    ]),
  );

/** The effects alone. */
export const effectsAlone = (smallest: SmallestEffects): Readonly<Record<string, string | null>> =>
  Object.fromEntries(Object.entries(smallest).map(([signal, one]) => [signal, one?.effect ?? null]));

/** The shares alone, of those that were found. */
export const sharesAlone = (smallest: SmallestEffects): Readonly<Record<string, Rate>> =>
  Object.fromEntries(
    Object.entries(smallest).flatMap(([signal, one]) => (one ? [[signal, one.caught]] : [])),
  );
