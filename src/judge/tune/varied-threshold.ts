import { DIRECTIONS } from '../../rollout/criterion.ts';
import type { Ticks } from '../../text/duration.ts';
import { MAX_CANDIDATES, thresholdCandidates } from './candidates.ts';
import { MAX_SETTINGS } from './search.ts';
import type { Threshold } from './thresholds.ts';
import type { Varied } from './varied.ts';

/** A threshold, the value that it comes from, and the readings it is held against. */
export interface ReadThreshold extends Threshold {
  /** The dotted path of the value. */
  readonly path: string;
  readonly readings: Float64Array;
  /** After how many ticks readings are no longer alike. */
  readonly memory: Ticks;
}

/** So many candidates of each value that one search can try all of them once. */
export const candidatesEach = (values: number): number =>
  Math.max(2, Math.min(MAX_CANDIDATES, Math.floor((MAX_SETTINGS - 1) / Math.max(1, values))));

/** A threshold with `count` candidates from the first ticks of the history. */
export function variedThreshold(threshold: ReadThreshold, ticks: Ticks, count: number): Varied {
  const { path, value, readings, memory, worse, base, criterion } = threshold;
  const seen = readings.subarray(0, ticks);
  const effective = seen.filter(Number.isFinite).length / Math.max(1, memory);
  const candidates = thresholdCandidates(seen, { worse, effective, count });
  return {
    path,
    inUse: value,
    candidates: candidates.filter((one) => one !== value),
    rank: {
      group: JSON.stringify([criterion.lhs, base, worse]),
      place: DIRECTIONS.indexOf(criterion.direction),
      worse,
    },
  };
}
