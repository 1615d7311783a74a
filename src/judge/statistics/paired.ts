import { intervalOf, type Terms } from './rate.ts';
import { hitsOf, type Sample } from './sample.ts';
import type { Interval } from './wilson.ts';

/** What rehearsals of two policies from the same starts came to; an end is that of the later one. */
export interface PairedSample extends Omit<Sample, 'hits'> {
  readonly a: readonly boolean[];
  readonly b: readonly boolean[];
}

export interface ShareDifference {
  readonly value: number;
  readonly interval: Interval | null;
}

/**
 * The share of A less that of B: p10 - p01 of the discordant pairs. Their Wilson intervals, each with its own number of draws,
 * are joined in squares (Newcombe 1998, method 10). Null where one of them is; undefined without a pair.
 */
export function shareDifference(
  { starts, ends, a, b }: PairedSample,
  terms: Terms,
): ShareDifference | undefined {
  if (starts.length === 0) return undefined;
  const onlyA = { starts, ends, hits: a.map((hit, i) => hit && !b[i]) };
  const onlyB = { starts, ends, hits: b.map((hit, i) => hit && !a[i]) };
  const p10 = hitsOf(onlyA) / starts.length;
  const p01 = hitsOf(onlyB) / starts.length;
  const value = p10 - p01;
  const [ten, one] = [intervalOf(onlyA, terms), intervalOf(onlyB, terms)];
  if (!ten || !one) return { value, interval: null };
  const low = value - Math.hypot(p10 - ten[0], one[1] - p01);
  const high = value + Math.hypot(ten[1] - p10, p01 - one[0]);
  return { value, interval: [low, high] };
}
