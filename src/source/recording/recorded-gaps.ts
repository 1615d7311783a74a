import type { Diagnostic } from '../../errors/rollout-error.ts';
import type { Seconds } from '../../text/duration.ts';
import type { Moment } from '../../text/time.ts';
import { Gaps, type GapsState } from '../history/gaps.ts';
import type { SourceQuery } from '../source.ts';
import type { Section } from './file.ts';

/** The gaps of one query in a replay, counted from the reasons in the sections it passes. */
export class RecordedGaps {
  readonly #query: SourceQuery;
  /** Its position in the recording. */
  readonly #position: number;
  readonly #gaps = new Gaps();

  constructor(query: SourceQuery, position: number) {
    this.#query = query;
    this.#position = position;
  }

  /** Counts on to the first evaluation at or after `tick`; the sections go on from where it was. */
  countTo(tick: number, sections: readonly Section[]): void {
    for (const { first, count, reasons } of sections) {
      const end = this.#pointsBefore(Math.min(tick, first + count));
      for (const reason of reasons) {
        if (reason.query !== this.#position) continue;
        const start = this.#pointsBefore(reason.first);
        this.#takeTo(Math.min(start, end));
        this.#takeTo(Math.min(start + reason.count, end), reason.why);
      }
      this.#takeTo(end);
    }
  }

  get state(): GapsState {
    return this.#gaps.state;
  }

  warnings(start: Moment, interval: Seconds): Diagnostic[] {
    const { signal, every } = this.#query;
    return this.#gaps.warnings(signal, Math.round(start * 1000), Math.round(every * interval * 1000));
  }

  #pointsBefore(tick: number): number {
    return Math.ceil(tick / this.#query.every);
  }

  #takeTo(end: number, why?: string): void {
    this.#gaps.take(Math.max(0, end - this.#gaps.seen), why);
  }
}
