import type { Series } from '../../prometheus/api/matrix.ts';
import { type Metric, type MissingReason, manySeries } from '../../prometheus/missing-reason.ts';

/** Prometheus answers with 11,000 points at most. */
export const MAX_POINTS = 11_000;

const NAN = 1;

/** Where an answer belongs in a chunk: `count` points from `offset` on, the first at `start`; milliseconds. */
export interface Grid {
  readonly start: number;
  readonly step: number;
  readonly offset: number;
  readonly count: number;
}

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
    return Number.isNaN(this.values[offset]!) ? this.#missing[this.#reasons[offset]!] : undefined;
  }

  /**
   * Writes an answer, each sample at the place its own time says. Returns the first time that is no point of the grid,
   * if there is one.
   */
  put(series: readonly Series[], grid: Grid): number | undefined {
    const isSimple = series.length === 1 && series[0]!.histograms.length === 0;
    const seen = isSimple ? undefined : new Uint16Array(grid.count);
    for (const one of series) {
      const stray = this.#putSamples(one, grid, seen) ?? this.#putHistograms(one, grid, seen);
      if (stray !== undefined) return stray;
    }
    if (seen && series.length > 1) this.#markSeveral(series, grid, seen);
    return undefined;
  }

  #putSamples({ times, values }: Series, grid: Grid, seen?: Uint16Array): number | undefined {
    const { start, step, offset, count } = grid;
    for (let i = 0; i < times.length; i++) {
      const point = (times[i]! - start) / step;
      if (!(point >= 0 && point < count && Number.isInteger(point))) return times[i]!;
      this.#set(offset + point, values[i]!);
      if (seen) seen[point]!++;
    }
    return undefined;
  }

  #putHistograms({ histograms }: Series, grid: Grid, seen?: Uint16Array): number | undefined {
    const { start, step, offset, count } = grid;
    for (const time of histograms) {
      const point = (time - start) / step;
      if (!(point >= 0 && point < count && Number.isInteger(point))) return time;
      this.#mark(offset + point, { kind: 'histogram' });
      seen![point]!++;
    }
    return undefined;
  }

  #set(at: number, value: number): void {
    this.values[at] = value;
    if (Number.isNaN(value)) this.#reasons[at] = NAN;
  }

  /** A moment at which more than one series has a sample has no one value. */
  #markSeveral(series: readonly Series[], { start, step, offset }: Grid, seen: Uint16Array): void {
    for (let point = 0; point < seen.length; point++) {
      if (seen[point]! < 2) continue;
      const present = this.#isRoomy() ? presentAt(series, start + point * step) : [];
      const missing = present.length > 0 ? manySeries(present) : this.#missing.at(-1)!;
      this.#mark(offset + point, missing);
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

/** The metrics of the series that have a sample at a time. */
const presentAt = (series: readonly Series[], time: number): Metric[] =>
  series
    .filter(({ times, histograms }) => includes(times, time) || histograms.includes(time))
    .map(({ metric }) => metric);

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
