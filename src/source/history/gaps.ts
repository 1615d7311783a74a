import { type Diagnostic, diagnostic } from '../../errors/rollout-error.ts';
import { missingReasonText } from '../../prometheus/missing-reason.ts';
import { formatSpoken } from '../../text/duration.ts';
import { formatMoment } from '../../text/time.ts';
import type { Chunk } from './chunk.ts';

/** Counts the points of one query from its first on, and remembers the longest run without a value. */
export class Gaps {
  seen = 0;
  #missing = 0;
  /** The length of the run under way, and why its first point has no value. */
  #run = 0;
  #why = '';
  readonly #longest = { end: 0, count: 0, why: '' };

  /** Takes the next `count` points: they are in `chunk` from `offset` on. */
  count(chunk: Chunk, offset: number, count: number): void {
    for (let i = offset; i < offset + count; i++) {
      this.seen++;
      const value = chunk.values[i]!;
      if (value === value) this.#run = 0;
      else this.#miss(1, () => missingReasonText(chunk.missingAt(i)!));
    }
  }

  /** Takes the next `count` points: all of them have a value, or none has, because of `why`. */
  take(count: number, why?: string): void {
    if (count === 0) return;
    this.seen += count;
    if (why === undefined) this.#run = 0;
    else this.#miss(count, () => why);
  }

  /** What is to be warned of, if anything; point p of the query is at `start + p * step` milliseconds. */
  warnings(signal: string, start: number, step: number): Diagnostic[] {
    const { end, count, why } = this.#longest;
    if (count === 0) return [];
    const momentOf = (point: number) => formatMoment((start + point * step) / 1000);
    return [
      diagnostic('PROM_GAPS', {
        signal,
        missing: this.#missing,
        of: this.seen,
        from: momentOf(end - count),
        to: momentOf(end - 1),
        spoken: formatSpoken((count * step) / 1000),
        why,
      }),
    ];
  }

  /** Why is asked only at the start of a run. */
  #miss(count: number, why: () => string): void {
    this.#missing += count;
    if (this.#run === 0) this.#why = why();
    this.#run += count;
    if (this.#run <= this.#longest.count) return;
    this.#longest.end = this.seen;
    this.#longest.count = this.#run;
    this.#longest.why = this.#why;
  }
}
