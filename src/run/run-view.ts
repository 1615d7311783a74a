import type { Direction } from '../rollout/criterion.ts';
import type { Seconds } from '../text/duration.ts';
import type { RunEvent } from './result.ts';

/** The readings of a bucket, least and greatest; one where they are the same, null where there is no value. */
export type BucketReading = number | readonly [number, number] | null;

/** A comparison that moves the ramp, as a picture shows it. */
export interface ViewedCriterion {
  readonly direction: Direction;
  /** `<`, `>=`. */
  readonly operator: string;
  /** Null where it is another signal. */
  readonly threshold: number | null;
  /** What it is compared with where that is no constant: `1.1 x its average`, the name of a signal. */
  readonly against: string | null;
}

/** A query that the ramp depends on. */
export interface ViewedDriver {
  readonly title: string;
  readonly signal: string;
  readonly unit: string;
  /** The reading of the last tick. */
  readonly now: number | null;
  readonly criteria: readonly ViewedCriterion[];
  readonly readings: readonly BucketReading[];
}

/** What a picture of a live run shows besides its status; bounded however long it runs. Readings have five digits. */
export interface RunView {
  readonly steps: readonly { readonly target: number; readonly seconds: Seconds }[];
  readonly ticks_per_bucket: number;
  readonly ticks: number;
  /** Of the accept percentage, from the first tick on. */
  readonly accept: readonly BucketReading[];
  readonly drivers: readonly ViewedDriver[];
  /** The last ones, the newest last. */
  readonly events: readonly RunEvent[];
}
