export type Interval = readonly [number, number];

/** Wilson's interval of a share that was seen in n draws; n need not be whole. `z` is the quantile of its level. */
export function wilson(share: number, n: number, z: number): Interval {
  const square = (z * z) / n;
  const centre = (share + square / 2) / (1 + square);
  const half = (z / (1 + square)) * Math.sqrt((share * (1 - share)) / n + square / (4 * n));
  return [Math.max(0, centre - half), Math.min(1, centre + half)];
}
