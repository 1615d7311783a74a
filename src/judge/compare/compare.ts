import type { Seconds, Ticks } from '../../text/duration.ts';
import { isCut, ticksToReset } from '../assess/injections.ts';
import { isUneventful } from '../assess/start-times.ts';
import type { Assessment } from '../assessment.ts';
import type { Comparison, Difference } from '../comparison.ts';
import { type InjectedOutcome, NEVER, type Outcome, type StartOutcomes } from '../outcome.ts';
import {
  type DifferenceTerms,
  ofJudgedShares,
  ofMeans,
  ofShares,
  ofTimes,
  VERDICT_LEVEL,
} from './differences.ts';
import { type Pair, pairsOf, type Read, valuesOf } from './pairs.ts';
import { comparisonVerdict } from './verdict.ts';

/** A policy that is compared: its assessment, and what it was made of. */
export interface Side {
  readonly assessment: Assessment;
  readonly rehearsals: readonly StartOutcomes[];
}

export interface ComparisonTerms extends DifferenceTerms {
  readonly interval: Seconds;
  /** A difference of shares that does not matter. */
  readonly margin: number;
  /** The injections, as they are named. */
  readonly effects: readonly string[];
}

/** Compares two policies on the starts that both were rehearsed from. */
export function compare(a: Side, b: Side, terms: ComparisonTerms): Comparison {
  const pairs = pairsOf(a.rehearsals, b.rehearsals);
  const healthy = healthyDifferences(pairs, terms);
  const injected = terms.effects.map((_, position) => injectedDifferences(pairs, position, terms));
  const named = injected.flatMap((differences, position) =>
    Object.entries(differences).map(([name, one]) => [nameOf(name, position, terms.effects), one] as const),
  );
  return {
    a: a.assessment,
    b: b.assessment,
    pairs: pairs.length,
    differences: { ...healthy, ...Object.fromEntries(named) },
    verdict: comparisonVerdict(
      healthy.false_alarms,
      injected.map(({ caught }) => caught),
      terms.margin,
    ),
  };
}

/** `caught`; of several injections `caught (LATENCY: x1.3)`. */
const nameOf = (name: string, position: number, effects: readonly string[]): string =>
  effects.length === 1 ? name : `${name} (${effects[position]})`;

function healthyDifferences(pairs: readonly Pair[], terms: ComparisonTerms) {
  const values = <T>(value: (outcome: Outcome) => T) =>
    valuesOf(pairs, ({ healthy }): Read<T> => ({ value: value(healthy), ticks: healthy.ticks }));
  const shares = (isHit: (outcome: Outcome) => boolean) => ofShares(values(isHit), terms);
  const resets = values(({ reset }) => reset !== NEVER);
  return {
    false_alarms: ofJudgedShares(resets, terms),
    reset_at_first_step: shares(({ reset, isAtFirstStep }) => reset !== NEVER && isAtFirstStep),
    backward: shares(({ backward }) => backward !== NEVER),
    completed: shares(({ completed }) => completed !== NEVER),
    completed_without_reset: shares(isUneventful),
    time_to_complete_seconds: ofTimes(values(({ completed }) => seconds(completed, terms))),
  };
}

/** Of the rehearsals that the injection reached under both policies. */
function injectedDifferences(pairs: readonly Pair[], position: number, terms: ComparisonTerms) {
  const values = <T>(value: (outcome: InjectedOutcome) => T) =>
    valuesOf(pairs, ({ injected }): Read<T> | undefined => {
      const outcome = injected[position];
      if (!outcome || outcome.exposed === NEVER || isCut(outcome)) return undefined;
      return { value: value(outcome), ticks: ticksToReset(outcome) };
    });
  const isReset = ({ reset }: InjectedOutcome): boolean => reset !== NEVER;
  const isCaught = (one: InjectedOutcome): boolean => isReset(one) || one.completed === NEVER;
  // The level of what is caught is shared by the injections.
  const level = 1 - (1 - VERDICT_LEVEL) / terms.effects.length;
  return {
    caught: ofJudgedShares(values(isCaught), terms, level),
    reset: ofShares(values(isReset), terms),
    delay_seconds: ofTimes(
      values(({ exposed, reset }) => seconds(reset === NEVER ? NEVER : reset - exposed, terms)),
    ),
    exposure_percent_hours: ofMeans(
      values(({ percentHours }) => percentHours),
      terms,
    ),
    highest_percentage: ofMeans(
      values(({ highest }) => highest),
      terms,
    ),
  } satisfies Record<string, Difference>;
}

const seconds = (ticks: Ticks, { interval }: ComparisonTerms): Seconds =>
  ticks === NEVER ? Number.POSITIVE_INFINITY : ticks * interval;
