import type { RecordedColumn } from '../../run/series.ts';

/** The extremes and the last reading of a column under each of `width` equal slices of a run; NaN where all were invalid. */
export interface Slices {
  readonly min: Float64Array;
  readonly max: Float64Array;
  readonly last: Float64Array;
}

/** The bucket in which slice x of `width` begins. */
export const bucketAt = (x: number, width: number, buckets: number): number =>
  Math.floor((x * buckets) / width);

/** Reads a column at the resolution of a drawing; no extreme is lost, and a short run is stretched. */
export function slice(column: RecordedColumn, buckets: number, width: number): Slices {
  const slices = { min: empty(width), max: empty(width), last: empty(width) };
  for (let x = 0; x < width && buckets > 0; x++) {
    const from = bucketAt(x, width, buckets);
    const to = Math.max(from + 1, bucketAt(x + 1, width, buckets));
    for (let b = from; b < to; b++) {
      if (!(slices.min[x]! <= column.min[b]!))
        slices.min[x] = column.min[b]! === column.min[b]! ? column.min[b]! : slices.min[x]!;
      if (!(slices.max[x]! >= column.max[b]!))
        slices.max[x] = column.max[b]! === column.max[b]! ? column.max[b]! : slices.max[x]!;
    }
    slices.last[x] = column.last[to - 1]!;
  }
  return slices;
}

/** The least and greatest finite reading; undefined when there is none. */
export function extremes(column: RecordedColumn, buckets: number): readonly [number, number] | undefined {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let b = 0; b < buckets; b++) {
    for (const reading of [column.min[b]!, column.max[b]!]) {
      if (!Number.isFinite(reading)) continue;
      if (reading < low) low = reading;
      if (reading > high) high = reading;
    }
  }
  return low <= high ? [low, high] : undefined;
}

/** A range that holds all columns and `also`, with a little air; never empty. */
export function rangeOf(
  columns: readonly RecordedColumn[],
  buckets: number,
  also: readonly number[],
): readonly [number, number] {
  const ends = [...columns.flatMap((column) => extremes(column, buckets) ?? []), ...also];
  const low = ends.length > 0 ? Math.min(...ends) : 0;
  const high = ends.length > 0 ? Math.max(...ends) : 1;
  const air = (high - low || Math.abs(high) || 1) * 0.08;
  return [low >= 0 && low < air ? 0 : low - air, high + air];
}

const empty = (width: number): Float64Array => new Float64Array(width).fill(Number.NaN);
