import type { Seconds, Ticks } from '../text/duration.ts';
import type { Moment } from '../text/time.ts';

/** The readings of a period that rehearsals are made on. Its columns may be shared by workers. */
export interface History {
  /** The time of tick 0, a multiple of the interval. */
  readonly start: Moment;
  readonly interval: Seconds;
  readonly ticks: Ticks;
  /** Query by query, as `Plan.queries` has them: the result of an evaluation at each tick; NaN is "no valid value". */
  readonly columns: readonly Float64Array[];
  /** The requests per second at each tick, where a query for them was given. */
  readonly traffic?: Float64Array;
  /** Rehearsals start at multiples of so many ticks: a recording may have no readings between. 1 where it is not said. */
  readonly unit?: Ticks;
  /** Whether a result is due on every tick, whatever the evaluation interval: recordings of live runs have late answers too. */
  readonly isEveryTick?: boolean;
}
