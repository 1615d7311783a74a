import type { Series } from '../../prometheus/api/matrix.ts';
import { type MissingReason, manySeries } from '../../prometheus/missing-reason.ts';

/** Prometheus answers with 11,000 points at most. */
export const MOST_POINTS = 11_000;

const NAN = 1;

/** The readings of one query at consecutive points of its grid; NaN with a reason where there is no valid one. */
export class Chunk {
  readonly count: number;
  readonly values: Float64Array;
  /** Position in `#missing` of why a value is NaN; meaningless where it is not. */
  readonly #reasons: Uint8Array;
  readonly #missing: MissingReason[] = [{ kind: 'no_series' }, { kind: 'nan' }];

  constructor(count: number) {
    this.count = count;
    this.values = new Float64Array(count).fill(Number.NaN);
    this.#reasons = new Uint8Array(count);
  }

  missingAt(offset: number): MissingReason | undefined {
    const value = this.values[offset]!;
    return value === value ? undefined : this.#missing[this.#reasons[offset]!];
  }

  /**
   * Writes an answer to `count` points from `offset` on, each at the place its own time says; times in milliseconds.
   * Returns the first time that is no point of the grid, if there is one.
   */
  put(
    series: readonly Series[],
    start: number,
    step: number,
    offset: number,
    count: number,
  ): number | undefined {
    const only = series.length === 1 && series[0]!.histograms.length === 0 ? series[0]! : undefined;
    const seen = only ? undefined : new Uint16Array(count);
    for (const { times, values, histograms } of series) {
      for (let i = 0; i < times.length; i++) {
        const point = (times[i]! - start) / step;
        if (!(point >= 0 && point < count && Number.isInteger(point))) return times[i]!;
        this.#set(offset + point, values[i]!);
        if (seen) seen[point]!++;
      }
      for (const time of histograms) {
        const point = (time - start) / step;
        if (!(point >= 0 && point < count && Number.isInteger(point))) return time;
        this.#mark(offset + point, { kind: 'histogram' });
        seen![point]!++;
      }
    }
    if (series.length > 1) this.#refuseSeveral(series, seen!, start, step, offset);
    return undefined;
  }

  #set(at: number, value: number): void {
    this.values[at] = value;
    if (value !== value) this.#reasons[at] = NAN;
  }

  /** A moment at which more than one series has a sample has no one value. */
  #refuseSeveral(
    series: readonly Series[],
    seen: Uint16Array,
    start: number,
    step: number,
    offset: number,
  ): void {
    for (let point = 0; point < seen.length; point++) {
      if (seen[point]! < 2) continue;
      const time = start + point * step;
      const present = this.#isRoomy()
        ? series.filter(({ times, histograms }) => includes(times, time) || histograms.includes(time))
        : [];
      this.#mark(
        offset + point,
        present.length > 0 ? manySeries(present.map(({ metric }) => metric)) : this.#missing.at(-1)!,
      );
    }
  }

  #isRoomy(): boolean {
    return this.#missing.length < 250;
  }

  #mark(at: number, missing: MissingReason): void {
    this.values[at] = Number.NaN;
    const text = JSON.stringify(missing);
    const known = this.#missing.findIndex((other) => JSON.stringify(other) === text);
    if (known < 0 && this.#isRoomy()) this.#missing.push(missing);
    this.#reasons[at] = known >= 0 ? known : this.#missing.length - 1;
  }
}

/** Binary search: the times of a series ascend. */
function includes(times: Float64Array, time: number): boolean {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times[middle]! < time) low = middle + 1;
    else high = middle;
  }
  return times[low] === time;
}
