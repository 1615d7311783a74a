import type { InjectionResult, Quantiles, Rate } from '../assessment.ts';
import { type InjectedOutcome, NEVER, type Outcome } from '../outcome.ts';
import { orderStatistic } from '../statistics/order.ts';
import { rateOf, type Terms } from '../statistics/rate.ts';
import { rounded } from '../statistics/rounded.ts';
import type { NamedInjection } from './input.ts';

/** How an exposed rehearsal ended. */
interface Ending {
  readonly outcome: InjectedOutcome;
  readonly isReset: boolean;
  /** The same start without the injection was reset too, after the exposure and no later. */
  readonly isByChance: boolean;
  readonly isHeld: boolean;
}

export interface InjectionTerms extends Terms {
  readonly interval: number;
  /** The rehearsals without the injection, by their start. */
  readonly healthy: ReadonlyMap<number, Outcome>;
}

/** What came of an injection, of the rehearsals that it reached. */
export function injectionResult(
  injection: NamedInjection,
  outcomes: readonly InjectedOutcome[],
  terms: InjectionTerms,
): InjectionResult {
  const endings = endingsOf(outcomes, terms);
  const rate = (isHit: (ending: Ending) => boolean): Rate => rateOf(sampleOf(endings, isHit), terms);
  const exposed = endings.map(({ outcome }) => outcome);
  const held = endings.filter(({ isHeld }) => isHeld);
  return {
    ...injection,
    exposed: endings.length,
    reset: rate(({ isReset }) => isReset),
    detected: rate(({ isReset, isByChance }) => isReset && !isByChance),
    by_chance: endings.filter(({ isByChance }) => isByChance).length,
    held: rate(({ isHeld }) => isHeld),
    slipped: rate(({ isReset, isHeld }) => !isReset && !isHeld),
    caught: rate(({ isReset, isHeld }) => isReset || isHeld),
    held_at_percentage: {
      p50: figure(
        held.map(({ outcome }) => outcome.final),
        50,
      ),
    },
    delay_seconds: quantiles(endings.map(({ outcome }) => delayOf(outcome) * terms.interval)),
    exposure_percent_hours: quantiles(exposed.map(({ percentHours }) => percentHours)),
    exposure_requests: requestsOf(exposed),
    highest_percentage: quantiles(exposed.map(({ highest }) => highest)),
  };
}

/** By start; those that the injection did not reach, or that an incident ended before it was decided, are left out. */
function endingsOf(outcomes: readonly InjectedOutcome[], { healthy }: InjectionTerms): Ending[] {
  return outcomes
    .filter((one) => one.exposed !== NEVER && !isCut(one))
    .sort((a, b) => a.start - b.start)
    .map((outcome) => {
      const isReset = outcome.reset !== NEVER;
      const without = healthy.get(outcome.start)?.reset ?? NEVER;
      const isByChance = isReset && without >= outcome.exposed && without <= outcome.reset;
      return { outcome, isReset, isByChance, isHeld: !isReset && outcome.completed === NEVER };
    });
}

/** An incident ended it before it was decided. */
export const isCut = ({ incident, reset, completed }: InjectedOutcome): boolean =>
  incident !== NEVER && reset === NEVER && completed === NEVER;

/** A rehearsal ends at its reset: nothing after it changes what came of the injection. */
export const ticksToReset = ({ reset, ticks }: InjectedOutcome): number =>
  reset === NEVER ? ticks : reset + 1;

const sampleOf = (endings: readonly Ending[], isHit: (ending: Ending) => boolean) => ({
  starts: endings.map(({ outcome }) => outcome.start),
  ends: endings.map(({ outcome }) => outcome.start + ticksToReset(outcome)),
  hits: endings.map(isHit),
});

/** From the first tick whose percentage carries the effect to the tick of the reset. */
const delayOf = ({ effective, reset }: InjectedOutcome): number =>
  reset === NEVER || effective === NEVER ? Number.POSITIVE_INFINITY : reset - effective;

function requestsOf(exposed: readonly InjectedOutcome[]): Quantiles | undefined {
  const requests = exposed.flatMap((one) => one.requests ?? []);
  return requests.length === 0 ? undefined : quantiles(requests);
}

const quantiles = (values: readonly number[]): Quantiles => ({
  p50: figure(values, 50),
  p95: figure(values, 95),
});

function figure(values: readonly number[], percent: number): number | null {
  const found = orderStatistic(values, percent);
  return found === null ? null : rounded(found);
}
