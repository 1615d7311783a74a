import type { Seconds } from '../text/duration.ts';
import type { Moment } from '../text/time.ts';

/** By how much the ticks of a run are off the times they would have without gaps. */
export interface TickTimesState {
  /** From tick `since` on, and before it, back to the gap before. */
  readonly shift: Seconds;
  readonly since: number;
  readonly before: Seconds;
}

/** The times of the ticks: an interval from one to the next, and more or less where there was a gap. */
export class TickTimes {
  readonly #start: Moment;
  readonly #interval: Seconds;
  #state: TickTimesState;

  constructor(start: Moment, interval: Seconds, from: TickTimesState = { shift: 0, since: 0, before: 0 }) {
    this.#start = start;
    this.#interval = interval;
    this.#state = from;
  }

  /** The time of a tick: one that ran last, or runs next. */
  of(tick: number): Moment {
    const { shift, since, before } = this.#state;
    return this.#start + tick * this.#interval + (tick < since ? before : shift);
  }

  /** Moves the times from a tick on. */
  move(tick: number, by: Seconds): void {
    const { shift, since, before } = this.#state;
    this.#state = { shift: shift + by, since: tick, before: tick === since ? before : shift };
  }

  get state(): TickTimesState {
    return this.#state;
  }
}
