import { type InjectionTerms, injectionResult } from '../assess/injections.ts';
import type { InjectionResult, Rate } from '../assessment.ts';
import { type InjectedOutcome, NEVER, type StartOutcomes } from '../outcome.ts';
import { orderStatistic } from '../statistics/order.ts';
import { intervalOf, rateOf } from '../statistics/rate.ts';
import type { Cost } from './front.ts';
import type { Measured } from './score.ts';

/** What rates depend on besides the outcomes. */
export type MeasureTerms = Omit<InjectionTerms, 'healthy' | 'level'>;

/** What a setting came to. The first injection of the rehearsals is what is to be detected. */
export interface Measure extends Measured {
  readonly falseAlarms: Rate;
  readonly detection: InjectionResult;
}

/** Two-sided, so that each end alone is one of 90 %. */
const ONE_SIDED = 0.8;
const UNNAMED = { effect: '', share: '', window_seconds: 0 };

/** Rehearsals by ascending start. */
export function measure(rehearsals: readonly StartOutcomes[], terms: MeasureTerms): Measure {
  const outcomes = rehearsals.map(({ healthy }) => healthy);
  const sample = {
    starts: outcomes.map(({ start }) => start),
    ends: outcomes.map(({ start, ticks }) => start + ticks),
    hits: outcomes.map(({ reset }) => reset !== NEVER),
  };
  const interval = intervalOf(sample, { ...terms, level: ONE_SIDED });
  const completed = outcomes.filter((outcome) => outcome.completed !== NEVER);
  const times = outcomes.map((outcome) => orNever(outcome.completed));
  const detection = detectionOf(rehearsals, terms);
  return {
    falseAlarms: rateOf(sample, terms),
    worstFalseAlarms: interval?.[1] ?? 1,
    completed: completed.length / Math.max(1, outcomes.length),
    time: orderStatistic(times, 50) ?? Number.POSITIVE_INFINITY,
    detection,
    caught: detection.caught.share,
    exposureToEnd: exposureOf(detection).p95 ?? Number.POSITIVE_INFINITY,
    exposure: endlessExposure(rehearsals),
  };
}

function detectionOf(rehearsals: readonly StartOutcomes[], terms: MeasureTerms): InjectionResult {
  const healthy = new Map(rehearsals.map((one) => [one.healthy.start, one.healthy]));
  const injected = rehearsals.flatMap(({ injected }) => injected[0] ?? []);
  return injectionResult(UNNAMED, injected, { ...terms, healthy });
}

/** In requests where the traffic is known. */
const exposureOf = ({ exposure_requests, exposure_percent_hours }: InjectionResult) =>
  exposure_requests ?? exposure_percent_hours;

/** The p95 over what was exposed; what slipped through goes on without end. */
function endlessExposure(rehearsals: readonly StartOutcomes[]): number {
  const exposed = rehearsals.flatMap(({ injected: [one] }) =>
    one && one.exposed !== NEVER && !isCut(one) ? [one] : [],
  );
  const exposures = exposed.map((one) =>
    isSlipped(one) ? Number.POSITIVE_INFINITY : (one.requests ?? one.percentHours),
  );
  return orderStatistic(exposures, 95) ?? Number.POSITIVE_INFINITY;
}

export const isSlipped = ({ reset, completed }: InjectedOutcome): boolean =>
  reset === NEVER && completed !== NEVER;

/** Ended by an incident before it was decided. */
const isCut = ({ incident, reset, completed }: InjectedOutcome): boolean =>
  incident !== NEVER && reset === NEVER && completed === NEVER;

const orNever = (tick: number): number => (tick === NEVER ? Number.POSITIVE_INFINITY : tick);

export const costOf = ({ falseAlarms, detection: { delay_seconds } }: Measure): Cost => ({
  falseAlarms: falseAlarms.share,
  delay95: delay_seconds.p95 ?? Number.POSITIVE_INFINITY,
  delay50: delay_seconds.p50 ?? Number.POSITIVE_INFINITY,
});
