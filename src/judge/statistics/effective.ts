import type { Ticks } from '../../text/duration.ts';
import { independentStarts } from './independent.ts';
import { hitsOf, type Sample } from './sample.ts';

/** As how many draws a share counts, and the degrees of freedom of that number. */
export interface Effective {
  readonly n: number;
  readonly degrees: number;
}

/** How far rehearsals reach, in ticks. */
export interface Reach {
  readonly horizon: Ticks;
  /** The longest query window. */
  readonly window: Ticks;
}

/** The lengths of batches, in horizons, and how many batches must remain. */
const BATCH_HORIZONS = [1, 2, 4, 8];
const MIN_BATCHES = 4;

/**
 * The least of the independent starts and, batch length by batch length, of p(1-p) / (s²/B), s² the variance of the shares of
 * B batches. A share of 0 or 1 has no variance: it counts as its independent starts.
 */
export function effective(sample: Sample, { horizon, window }: Reach): Effective {
  const independent = independentStarts(sample, window);
  const share = hitsOf(sample) / sample.starts.length;
  let least: Effective = { n: independent, degrees: independent - 1 };
  if (!(share > 0 && share < 1)) return least;
  for (const factor of BATCH_HORIZONS) {
    const shares = batchShares(sample, factor * horizon);
    if (shares.length < MIN_BATCHES) break;
    const n = (share * (1 - share) * shares.length) / variance(shares);
    if (n < least.n) least = { n, degrees: shares.length - 1 };
  }
  return least;
}

/** The shares of hits in spans of so many ticks, counted from the first start; a span that the starts do not fill is left out. */
function batchShares({ starts, hits }: Sample, length: Ticks): number[] {
  const first = starts[0]!;
  const spacings = starts.length - 1;
  // The starts fill their distance and one mean spacing after the last.
  const span = spacings > 0 ? ((starts[spacings]! - first) * starts.length) / spacings : 0;
  const batches = Array.from({ length: Math.floor(span / length) }, () => ({ count: 0, hits: 0 }));
  starts.forEach((start, i) => {
    const batch = batches[Math.floor((start - first) / length)];
    if (!batch) return;
    batch.count += 1;
    batch.hits += Number(hits[i]);
  });
  return batches.filter(({ count }) => count > 0).map((batch) => batch.hits / batch.count);
}

/** The variance of a sample, with one less than its size. */
export function variance(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
}
