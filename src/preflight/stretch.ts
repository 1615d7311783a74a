/** The points that meet a test: how many, and the longest run of them. */
export interface Stretch {
  readonly points: number;
  /** The first point of the longest run. */
  readonly first: number;
  readonly length: number;
}

/** Looks at the points 0 to `count - 1`. */
export function stretchOf(count: number, test: (point: number) => boolean): Stretch {
  let points = 0;
  let run = 0;
  let longest = { first: 0, length: 0 };
  for (let point = 0; point < count; point++) {
    run = test(point) ? run + 1 : 0;
    if (run === 0) continue;
    points++;
    if (run > longest.length) longest = { first: point - run + 1, length: run };
  }
  return { points, ...longest };
}
