import type { Seconds, Ticks } from '../../text/duration.ts';
import type { Moment } from '../../text/time.ts';
import type { Decision } from '../decide.ts';
import type { HoldReason } from './gate.ts';

/** What people and the outside world say on a tick. */
export interface Orders {
  /** Whether `start` was given, and not taken back since. */
  readonly isStarted: boolean;
  readonly isPaused: boolean;
  readonly isKilled: boolean;
  /** Whether the start that the rules name still counts: not where it was started or killed before. */
  readonly mayStartItself: boolean;
  /** Why somebody takes it back to its start on this tick, in words; undefined where nobody does. */
  readonly reset: string | undefined;
  /** Whether a step, from 0, is approved. */
  readonly isApproved: (step: number) => boolean;
  /** Whether the gate at a position of the rules is open. */
  readonly isGateOpen: (gate: number) => boolean;
  /** Requests with the feature since its step was entered; undefined while nobody knows. */
  readonly requests: number | undefined;
  readonly isServerDown: boolean;
  /** What else holds it: a target that has not confirmed, state that cannot be written. */
  readonly others: readonly HoldReason[];
}

/** All that the gates decide a tick by. */
export interface GateView {
  readonly now: Moment;
  readonly interval: Seconds;
  readonly step: number;
  /** Ticks spent in the step; 0 exactly at the percentage of the step before. */
  readonly count: Ticks;
  readonly atStart: boolean;
  readonly atEnd: boolean;
  /** What the ramp did on the tick before. */
  readonly last: Decision;
  /** Titles of the queries that have no value. */
  readonly missing: readonly string[];
  readonly orders: Orders;
}
