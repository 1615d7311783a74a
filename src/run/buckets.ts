/** Bucket by bucket: the extremes and the last of its readings. */
export interface Buckets {
  readonly min: Float64Array;
  readonly max: Float64Array;
  readonly last: Float64Array;
}

/** Joins bucket b, an even one, and the one after it. */
export function merge({ min, max, last }: Buckets, b: number): void {
  min[b / 2] = lesser(min[b]!, min[b + 1]!);
  max[b / 2] = greater(max[b]!, max[b + 1]!);
  last[b / 2] = last[b + 1]!;
}

/** The lesser reading; the valid one where the other is invalid. */
export const lesser = (a: number, b: number): number => (Number.isNaN(a) || b < a ? b : a);
/** The greater reading; the valid one where the other is invalid. */
export const greater = (a: number, b: number): number => (Number.isNaN(a) || b > a ? b : a);
