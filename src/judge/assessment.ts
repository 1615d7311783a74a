import type { JsonReading } from '../text/json-reading.ts';
import type { Blind } from './assess/blind.ts';

// The result of `assess` as data: `-o json` prints it as it is. Times are RFC 3339, UTC; null is "never", or "cannot tell".

/** A share of rehearsals. `interval` is the 95 % interval, null where nothing can be said. */
export interface Rate {
  readonly count: number;
  readonly share: number;
  readonly independent: number;
  readonly n_effective: number;
  readonly interval: readonly [number, number] | null;
}

/** Order statistics, in the unit of the name around it; null is what did not happen within the horizon. */
export interface Quantiles {
  readonly p50: number | null;
  readonly p95: number | null;
}

export interface CompletionTimes extends Quantiles {
  readonly fastest: number;
  readonly p90: number | null;
  readonly p99: number | null;
}

/** A stretch of the history on which rehearsals were reset: from its first tick to the one behind its last. */
export interface Stretch {
  readonly from: string;
  readonly to: string;
  readonly signal: string;
  readonly criterion: string;
  readonly rehearsals: number;
  readonly extreme: JsonReading | null;
  readonly threshold: JsonReading | null;
  /** The `simulate` command that shows it. */
  readonly command: string;
}

export interface FalseAlarms {
  readonly reset: Rate;
  readonly reset_at_first_step: Rate;
  readonly backward: Rate;
  readonly by: readonly {
    readonly signal: string;
    readonly criterion: string;
    readonly rehearsals: number;
  }[];
  readonly stretches: { readonly of: number; readonly worst: readonly Stretch[] };
}

/** Shares of rehearsals that completed without a reset, by the hour and weekday (Monday first, UTC) of their start. */
export interface StartTimes {
  readonly hour: readonly (number | null)[];
  readonly weekday: readonly (number | null)[];
  readonly best: string | null;
  readonly worst: string | null;
}

export interface IncidentResult {
  readonly name: string;
  readonly from: string;
  readonly to: string;
  readonly rehearsals: number;
  readonly caught: number;
  readonly delay_seconds: Quantiles;
}

/** How many incidents were caught by at least half of the rehearsals that they met; `interval` is null under 5 incidents. */
export interface IncidentsCaught {
  readonly count: number;
  /** Those that met a rehearsal. */
  readonly of: number;
  readonly interval: readonly [number, number] | null;
}

export interface InjectionResult {
  readonly effect: string;
  readonly share: string;
  readonly window_seconds: number;
  /** The window of a baseline in the query that sees the effect too, where there is one. */
  readonly baseline_seconds?: number;
  /** The most that a request with the effect can have, where a reading is taken for a share of requests. */
  readonly max?: number;
  readonly exposed: number;
  readonly reset: Rate;
  readonly detected: Rate;
  readonly by_chance: number;
  readonly held: Rate;
  readonly slipped: Rate;
  readonly caught: Rate;
  readonly held_at_percentage: Pick<Quantiles, 'p50'>;
  readonly delay_seconds: Quantiles;
  readonly exposure_percent_hours: Quantiles;
  readonly exposure_requests?: Quantiles;
  readonly highest_percentage: Quantiles;
}

export type Verdict = 'within' | 'beyond' | 'cannot tell' | null;

export interface Assessment {
  readonly policy: string;
  readonly interval_seconds: number;
  readonly history: {
    readonly from: string;
    readonly to: string;
    readonly ticks: number;
    readonly blind: Blind;
  };
  readonly rehearsals: {
    readonly count: number;
    /** Those that met an incident, where incidents were given; they count up to there. */
    readonly ended_by_incident?: number;
    readonly every_seconds: number;
    readonly horizon_seconds: number;
  };
  readonly completed: Rate;
  readonly completed_without_reset: Rate;
  readonly time_to_complete_seconds: CompletionTimes;
  readonly false_alarms: FalseAlarms;
  readonly start_times: StartTimes;
  readonly incidents: readonly IncidentResult[];
  /** Where incidents were given. */
  readonly incidents_caught?: IncidentsCaught;
  readonly injections: readonly InjectionResult[];
  /** By signal: `x1.18`, `+20`; null where not even the largest is caught. */
  readonly smallest_effect_caught: Readonly<Record<string, string | null>>;
  /** In what share of the rehearsals it is caught. */
  readonly smallest_effect_share: Readonly<Record<string, Rate>>;
  readonly verdict: Verdict;
  /** Where the verdict is "cannot tell": about how many days of history would decide it, where that can be said. */
  readonly verdict_needs_days?: number;
  /** True where Ctrl-C ended it: the figures are of the rehearsals that were done. */
  readonly partial: boolean;
  readonly diagnostics: readonly object[];
}
