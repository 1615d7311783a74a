import type { Diagnostic } from '../errors/rollout-error.ts';
import type { Because } from '../rollout/conditions.ts';
import type { HoldReason } from '../rollout/gates/gate.ts';
import type { SourceFacts } from '../source/source.ts';
import type { Seconds, Ticks } from '../text/duration.ts';

export type Outcome = 'completed' | 'rolled_back' | 'in_progress' | 'not_started' | 'interrupted';

export type EventKind =
  | 'started'
  | 'step'
  | 'paused'
  | 'held'
  | 'resumed'
  | 'backward'
  | 'reset'
  | 'completed'
  | 'dynamic_config'
  | 'invalid'
  | 'valid'
  | 'source_error'
  | 'source_recovered'
  | 'dropped'
  | 'clock';

/** Something that happened at a tick, with the reason in one line. Times are RFC 3339. */
export interface RunEvent {
  readonly tick: number;
  readonly time: string;
  readonly kind: EventKind;
  /** Position of the ramp's step, from 0. */
  readonly step: number;
  readonly accept_percentage: number | null;
  readonly reason: string;
  /** What the reason says, as data; undefined where no reading and no setting made it happen. */
  readonly because?: readonly Because[];
  /** What holds the rollout besides its policy; only in runs of a rollout file. */
  readonly held_by?: readonly HoldReason[];
}

/** A query without a value: on how many ticks and which share of them, and the longest time without one between. */
export interface BlindQuery {
  readonly ticks: Ticks;
  /** From 0 to 1, of all ticks but tick 0, which no result can reach. */
  readonly share: number;
  readonly longest: Seconds;
}

/** What a run prints with `-o json`; the field names and their order are a promise. */
export interface RunResult {
  readonly policy: string;
  readonly interval_seconds: number;
  readonly ticks: number;
  readonly source: SourceFacts & { readonly from: string; readonly to: string };
  readonly blind: {
    /** From 0 to 1: ticks on which at least one of the queries had no value. */
    readonly share: number;
    /** By output signal: every query that the ramp depends on, in component order. */
    readonly queries: Readonly<Record<string, BlindQuery>>;
  };
  readonly outcome: Outcome;
  readonly final: {
    readonly tick: number;
    readonly time: string;
    readonly step: number;
    readonly accept_percentage: number | null;
  } | null;
  /** When the ramp was complete for the first time, whether or not it went back later. */
  readonly completed_at: string | null;
  readonly counts: {
    readonly forward: number;
    readonly backward: number;
    readonly reset: number;
    readonly hold: number;
    /** Of every query: ticks without a value, with tick 0, which no result can reach. */
    readonly invalid: Readonly<Record<string, number>>;
  };
  readonly events: readonly RunEvent[];
  readonly diagnostics: readonly Diagnostic[];
}
