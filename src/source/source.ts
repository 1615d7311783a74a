import type { Query } from '../circuit/plan.ts';
import type { Reading } from '../circuit/reading.ts';
import type { Diagnostic } from '../errors/rollout-error.ts';
import type { Clock } from '../prometheus/clock.ts';
import type { Seconds } from '../text/duration.ts';
import type { Moment } from '../text/time.ts';

/** What a source has to know of a query: evaluated on ticks 0, `every`, 2·`every` ... at that tick's time. */
export type SourceQuery = Pick<Query, 'signal' | 'query_string' | 'every'>;

/** What the result says about where readings came from; `null` where a kind has no such thing. */
export interface SourceFacts {
  readonly kind: 'scenario' | 'live' | 'history';
  readonly name: string | null;
  readonly url: string | null;
  /** The server and its version, `prometheus 2.42.0`. */
  readonly server: string | null;
}

/**
 * The source itself stopped answering, or answers again; `reason` in the server's words. Or a gap before a tick: late ticks
 * were dropped, or the wall clock was set; from that tick on nothing is where it was.
 */
export interface SourceFault {
  readonly tick: number;
  readonly kind: (typeof FAULT_KINDS)[number];
  readonly reason: string;
  /** What a gap adds to the times from its tick on. */
  readonly shift?: Seconds;
  /** The positions of the queries whose results a gap made too old. */
  readonly lost?: readonly number[];
}

export const FAULT_KINDS = ['source_error', 'source_recovered', 'dropped', 'clock'] as const;

/** What a source needs to go on, as JSON; null where the tick is enough. */
export type SourceCursor = Readonly<Record<string, unknown>> | null;

/**
 * Where readings come from. One interface for scenario, live and history, so that what was rehearsed is what runs.
 * Tick k is at `start + k * interval`, and later (or earlier) by the shifts of the gaps up to it, which only a live run has;
 * `start` is a multiple of the interval.
 */
export type Source = BatchSource | LiveSource;

/** A tick runs as soon as the readings of the one before are there. */
export interface BatchSource extends Readings {
  readonly pace: 'batch';
}

/** A tick runs when its time has come. */
export interface LiveSource extends Readings {
  readonly pace: 'live';
  /** The clock its ticks go by. */
  readonly clock: TickClock;
  /** When they are due. */
  readonly pacer: TickPacer;
}

export type TickClock = Pick<Clock, 'now' | 'monotonic' | 'sleep'>;

/** Says when the next tick is due, by the monotonic clock. */
export interface TickPacer {
  /** Whether the next tick is not late by more than an interval, and the wall clock went on as the monotonic one did. */
  isSteady(): boolean;
  /**
   * The seconds until the next tick, which has this number; less than 0 where it is late. Where it was not steady, late
   * ticks are dropped first and the times of the others moved; `faults` names them.
   */
  left(tick: number): Seconds;
  /** The next tick runs now. */
  begin(): void;
}

/** What sources of both paces have. */
export interface Readings {
  readonly start: Moment;
  /** How many ticks it has; Infinity where it has no end of its own. */
  readonly ticks: number;
  /** The most ticks one `fill` may be asked for: 1 where readings depend on what the rollout just did. */
  readonly batch: number;
  /**
   * On which ticks a query has a result: on those of its evaluations, or on all of them, so that a late answer need not
   * wait for the next evaluation (a live server, and the recording of one).
   */
  readonly resultsOn: 'evaluations' | 'every tick';
  /**
   * Writes the result of query q at tick `first + i` to `columns[q][i]`, for every i < count with `(first + i) % every === 0`;
   * NaN is "no valid value". Called in tick order, after tick `first` has run; `accept` is the accept percentage it decided.
   * A live source starts its queries at the call and leaves its last result in the column when an answer is late.
   * Throws RolloutError (exit 4) when it cannot go on; when interrupted it comes back and leaves the columns as they are.
   */
  fill(columns: readonly Float64Array[], first: number, count: number, accept: Reading): void | Promise<void>;
  /** Why the last result of query q written for `tick` is NaN, in words; undefined when it is not. */
  why(query: number, tick: number): string | undefined;
  /** Faults since it was last asked. */
  faults(): readonly SourceFault[];
  facts(): SourceFacts;
  /** Where it stands before the results of a tick, not later than those it gave last; a source is opened with it to go on from there. */
  cursor(tick: number): SourceCursor;
  /** Warnings about a run of `ran` ticks: server warnings, gaps, open loop. */
  diagnostics(ran: number): readonly Diagnostic[];
  /** The run is over after `ran` ticks, undefined when it failed: ends what is under way, finishes or discards what is written. */
  close?(ran: number | undefined): Promise<void>;
}
