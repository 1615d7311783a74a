import { type Diagnostic, diagnostic } from '../../errors/rollout-error.ts';
import { missingReasonText } from '../../prometheus/missing-reason.ts';
import { formatSpoken } from '../../text/duration.ts';
import { isCount, isText, mappingOf } from '../../text/shape.ts';
import { formatMoment } from '../../text/time.ts';
import type { Chunk } from './chunk.ts';

/** A longest run ends before point `end`. */
interface Longest {
  readonly end: number;
  readonly count: number;
  readonly why: string;
}

/** What is known of the points of one query so far, as JSON. */
export interface GapsState {
  readonly seen: number;
  readonly missing: number;
  readonly run: number;
  readonly why: string;
  readonly longest: Longest;
}

export const isGapsState = mappingOf({
  seen: isCount,
  missing: isCount,
  run: isCount,
  why: isText,
  longest: mappingOf({ end: isCount, count: isCount, why: isText }),
});

const NONE: GapsState = { seen: 0, missing: 0, run: 0, why: '', longest: { end: 0, count: 0, why: '' } };

/** Counts the points of one query from its first on, and remembers the longest run without a value. */
export class Gaps {
  seen: number;
  #missing: number;
  /** The length of the run under way, and why its first point has no value. */
  #run: number;
  #why: string;
  #longest: Longest;

  constructor({ seen, missing, run, why, longest }: GapsState = NONE) {
    this.seen = seen;
    this.#missing = missing;
    this.#run = run;
    this.#why = why;
    this.#longest = longest;
  }

  get state(): GapsState {
    return {
      seen: this.seen,
      missing: this.#missing,
      run: this.#run,
      why: this.#why,
      longest: this.#longest,
    };
  }

  /** Takes the next `count` points: they are in `chunk` from `offset` on. */
  count(chunk: Chunk, offset: number, count: number): void {
    for (let i = offset; i < offset + count; i++) {
      this.seen++;
      if (Number.isNaN(chunk.values[i]!)) this.#miss(1, () => missingReasonText(chunk.missingAt(i)!));
      else this.#run = 0;
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
        duration: formatSpoken((count * step) / 1000),
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
    this.#longest = { end: this.seen, count: this.#run, why: this.#why };
  }
}
