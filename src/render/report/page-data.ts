import type { Direction } from '../../rollout/criterion.ts';

/**
 * Readings in base64; with `runs`, each reading stands for as many buckets as its little-endian uint32 says.
 */
export interface Packed {
  readonly values: string;
  readonly runs?: string;
}

/** One signal, bucket by bucket; extremes only where a bucket holds several ticks. */
export interface PageSignal {
  readonly name: string;
  readonly last: Packed;
  readonly min?: Packed;
  readonly max?: Packed;
}

/** What the page's script reads. `start` is in Unix milliseconds, null for a clock that starts at zero. */
export interface PageData {
  readonly ticks: number;
  readonly ticksPerBucket: number;
  /** A reading is a little-endian float32: the whole, or its three upper bytes (five significant digits). */
  readonly bytes: 4 | 3;
  /** Seconds between two ticks. */
  readonly interval: number;
  readonly start: number | null;
  /** The column of the accept percentage, and those that move the ramp. */
  readonly accept: string | null;
  readonly moves: Readonly<Partial<Record<Direction, string>>>;
  readonly signals: readonly PageSignal[];
}
