import type { Ticks } from '../text/duration.ts';

/** What never happened. */
export const NEVER = -1;

/** What one rehearsal came to. Ticks count from its start, the first is 0; NEVER where a thing did not happen. */
export interface Outcome {
  /** The tick of the history at which it started. */
  readonly start: Ticks;
  /** How many ticks it had: to the one on which the ramp was complete, the horizon, or the incident that ended it. */
  readonly ticks: Ticks;
  readonly completed: Ticks;
  /** Its first decision to reset and its first to step back, wherever the ramp stood. */
  readonly reset: Ticks;
  readonly backward: Ticks;
  /** Whether the ramp stood in its first step at the first reset. */
  readonly isAtFirstStep: boolean;
  /** The criteria that were met at the first reset and at the first step back, by their position in `criteriaOf` all directions. */
  readonly resetBy: readonly number[];
  readonly backwardBy: readonly number[];
  /** The incident it met, by position; its later ticks do not count. NEVER where it met none. */
  readonly incident: number;
}

/** What one rehearsal came to that was under way, not complete, when an incident began, and not reset just before. */
export interface IncidentOutcome {
  readonly start: Ticks;
  /** By position. */
  readonly incident: number;
  /** The first reset from the beginning of the incident to one window behind its end: caught. Else NEVER. */
  readonly reset: Ticks;
}

/** What one rehearsal came to whose readings an injection changed; it ends at its first reset. */
export interface InjectedOutcome {
  readonly start: Ticks;
  readonly ticks: Ticks;
  readonly completed: Ticks;
  readonly reset: Ticks;
  /** The first tick at or over the percentage of the effect, before any reset; NEVER where it was not exposed. */
  readonly exposed: Ticks;
  /** The first tick whose percentage carries the effect: that one, or later where the effect comes after a while. */
  readonly effective: Ticks;
  /** The accept percentage at its last tick, and the highest of all before the first reset. */
  readonly final: number;
  readonly highest: number;
  /** Percent-hours of the ticks before the first reset, and requests where the traffic is known. */
  readonly percentHours: number;
  readonly requests?: number;
  /** The incident that ended it, by position; NEVER where it met none. */
  readonly incident: number;
}

/** All that the rehearsals from one start came to. */
export interface StartOutcomes {
  readonly healthy: Outcome;
  /** Of the incidents that it is judged on. */
  readonly incidents: readonly IncidentOutcome[];
  /** One for each injection, in their order. */
  readonly injected: readonly InjectedOutcome[];
}
