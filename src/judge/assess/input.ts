import type { Diagnostic } from '../../errors/rollout-error.ts';
import type { Seconds, Ticks } from '../../text/duration.ts';
import type { Moment } from '../../text/time.ts';
import type { Rate } from '../assessment.ts';
import type { BadStretch } from '../bad-ticks.ts';
import type { StartOutcomes } from '../outcome.ts';
import type { Starts } from '../starts.ts';
import type { HistoryFacts } from './facts.ts';

/**
 * All that an assessment is made of: what the rehearsals from some or all starts came to, in any order, and what they were made
 * on. Shards are put together by joining their rehearsals, and their facts by `joinFacts`.
 */
export interface AssessmentInput {
  readonly policy: string;
  readonly facts: HistoryFacts;
  readonly starts: Pick<Starts, 'every' | 'horizon'>;
  /** The tick on which the ramp is complete when nothing holds it. */
  readonly fastest: Ticks;
  /** The longest query window. */
  readonly window: Ticks;
  readonly rehearsals: readonly StartOutcomes[];
  /** Rehearsals name them by position. */
  readonly incidents: readonly NamedIncident[];
  readonly injections: readonly NamedInjection[];
  /** By signal; see `Assessment`. */
  readonly smallest: SmallestEffects;
  readonly limits: Limits;
  readonly isPartial: boolean;
  /** The `simulate` command of a rehearsal from one moment to another. */
  readonly command: (from: Moment, to: Moment) => string;
  /** What was found before the rehearsals. */
  readonly diagnostics: readonly Diagnostic[];
}

export interface NamedIncident extends BadStretch {
  readonly name: string;
}

/** An injection as it is printed. */
export interface NamedInjection {
  readonly effect: string;
  readonly share: string;
  readonly window_seconds: Seconds;
  readonly baseline_seconds?: Seconds;
  readonly max?: number;
}

/** The limits of a verdict, shares of rehearsals. */
export interface Limits {
  readonly maxFalseAlarms?: number;
  readonly minCaught?: number;
}

/** The smallest effect on a signal that is caught, `x1.18`, and in what share. */
export interface SmallestEffect {
  readonly effect: string;
  readonly caught: Rate;
}

/** By signal; null where not even the largest is caught. */
export type SmallestEffects = Readonly<Record<string, SmallestEffect | null>>;
