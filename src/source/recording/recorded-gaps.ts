import type { Diagnostic } from '../../errors/rollout-error.ts';
import type { Seconds, Ticks } from '../../text/duration.ts';
import type { Moment } from '../../text/time.ts';
import { Gaps, type GapsState } from '../history/gaps.ts';
import type { SourceQuery } from '../source.ts';
import type { Section } from './file.ts';

/** The gaps of one query in a replay, counted from the reasons in the sections it passes. */
export class RecordedGaps {
  readonly #query: SourceQuery;
  /** Its position in the recording. */
  readonly #position: number;
  /** Those before this tick are not counted; the query is evaluated on it. */
  readonly #from: Ticks;
  readonly #gaps = new Gaps();

  constructor(query: SourceQuery, position: number, from: Ticks) {
    this.#query = query;
    this.#position = position;
    this.#from = from;
  }

  /** Counts on to the first evaluation at or after `tick`; the sections go on from where it was. */
  countTo(tick: number, sections: readonly Section[]): void {
    for (const { first, count, reasons } of sections) {
      const end = this.#pointsBefore(Math.min(tick, first + count));
      for (const reason of reasons) {
        if (reason.query !== this.#position) continue;
        const start = this.#pointsBefore(reason.first);
        this.#takeTo(Math.min(start, end));
        const behind = this.#pointsBefore(reason.first + reason.count * this.#query.every);
        this.#takeTo(Math.min(behind, end), reason.why);
      }
      this.#takeTo(end);
    }
  }

  get state(): GapsState {
    return this.#gaps.state;
  }

  /** `start` is the moment of the first tick of the recording. */
  warnings(start: Moment, interval: Seconds): Diagnostic[] {
    const { signal, every } = this.#query;
    const first = Math.round((start + this.#from * interval) * 1000);
    return this.#gaps.warnings(signal, first, Math.round(every * interval * 1000));
  }

  #pointsBefore(tick: Ticks): number {
    return Math.ceil(Math.max(0, tick - this.#from) / this.#query.every);
  }

  #takeTo(end: number, why?: string): void {
    this.#gaps.take(Math.max(0, end - this.#gaps.seen), why);
  }
}
