import type { Assessment } from './assessment.ts';

// The result of `compare` as data: `-o json` prints it as it is.

/** How a figure of A differs from that of B: A less B, so that above 0 A has more of it. */
export interface Difference {
  /** Null where no pair has it. */
  readonly value: number | null;
  /** The 95 % interval; null where nothing can be said. */
  readonly interval: readonly [number, number] | null;
  /** The interval that the verdict rests on, of a figure that it rests on. */
  readonly verdict_interval?: readonly [number, number] | null;
  /** Of a time: the shares of pairs in which it never came. They are not part of the value. */
  readonly never?: { readonly a: number; readonly b: number; readonly both: number };
}

/** Of B against A: fewer false alarms or more caught is better. */
export type ComparisonVerdict = 'better' | 'worse' | 'mixed' | 'no difference' | 'cannot tell';

export interface Comparison {
  readonly a: Assessment;
  readonly b: Assessment;
  /** How many starts both were rehearsed from. */
  readonly pairs: number;
  readonly differences: Readonly<Record<string, Difference>>;
  readonly verdict: ComparisonVerdict;
}
