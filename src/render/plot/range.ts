import type { SignalSeries } from '../../run/series.ts';

/**
 * The extremes and the last reading of a column under each of `width` equal slices of a run; NaN where all
 * were invalid.
 */
export interface Slices {
  readonly min: Float64Array;
  readonly max: Float64Array;
  readonly last: Float64Array;
}

/** Beyond the extremes, as a share of their distance. */
const PADDING = 0.08;

/** The bucket in which slice x of `width` begins. */
export const bucketAt = (x: number, width: number, buckets: number): number =>
  Math.floor((x * buckets) / width);

/** Reads a column at the resolution of a drawing; no extreme is lost, and a short run is stretched. */
export function slice(column: SignalSeries, buckets: number, width: number): Slices {
  const slices = { min: invalid(width), max: invalid(width), last: invalid(width) };
  for (let x = 0; x < width && buckets > 0; x++) {
    const from = bucketAt(x, width, buckets);
    const to = Math.max(from + 1, bucketAt(x + 1, width, buckets));
    for (let b = from; b < to; b++) {
      slices.min[x] = lesser(slices.min[x]!, column.min[b]!);
      slices.max[x] = greater(slices.max[x]!, column.max[b]!);
    }
    slices.last[x] = column.last[to - 1]!;
  }
  return slices;
}

/**
 * 1 for each of `width` equal slices of a run in most buckets of which a column has no value, else 0. The first bucket
 * does not count: no result can be there on tick 0.
 */
export function missingSlices(column: SignalSeries, buckets: number, width: number): Float64Array {
  const missing = new Float64Array(width);
  for (let x = 0; x < width && buckets > 0; x++) {
    const from = bucketAt(x, width, buckets);
    const readings = column.max.subarray(from, Math.max(from + 1, bucketAt(x + 1, width, buckets)));
    const count = readings.filter(Number.isNaN).length;
    if (from > 0 && count * 2 > readings.length) missing[x] = 1;
  }
  return missing;
}

/** The lesser of two readings; the other one where one is invalid. */
export const lesser = (a: number, b: number): number => (b < a || Number.isNaN(a) ? b : a);

/** The greater of two readings; the other one where one is invalid. */
export const greater = (a: number, b: number): number => (b > a || Number.isNaN(a) ? b : a);

/** Whether a signal was true at any tick of a bucket. */
export const isTrueIn = (column: SignalSeries | undefined, bucket: number): boolean =>
  column !== undefined && column.max[bucket]! > 0;

/** Whether a signal was true at any tick of the first `buckets` buckets. */
export const isEverTrue = (column: SignalSeries | undefined, buckets: number): boolean =>
  column?.max.subarray(0, buckets).some((reading) => reading > 0) ?? false;

/** The least and greatest finite reading; undefined when there is none. */
export function extremes(column: SignalSeries, buckets: number): readonly [number, number] | undefined {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let b = 0; b < buckets; b++) {
    for (const reading of [column.min[b]!, column.max[b]!]) {
      if (!Number.isFinite(reading)) continue;
      low = Math.min(low, reading);
      high = Math.max(high, reading);
    }
  }
  if (low > high) return undefined;
  return [low, high];
}

/** A range that holds all columns and `also`, with some padding; never empty. */
export function rangeOf(
  columns: readonly SignalSeries[],
  buckets: number,
  also: readonly number[],
): readonly [number, number] {
  const ends = [...columns.flatMap((column) => extremes(column, buckets) ?? []), ...also];
  if (ends.length === 0) return padded(0, 1);
  return padded(Math.min(...ends), Math.max(...ends));
}

/** Zero stays the lower end of what is near to it and not negative. */
function padded(low: number, high: number): readonly [number, number] {
  const padding = (high - low || Math.abs(high) || 1) * PADDING;
  return [low >= 0 && low < padding ? 0 : low - padding, high + padding];
}

const invalid = (width: number): Float64Array => new Float64Array(width).fill(Number.NaN);
