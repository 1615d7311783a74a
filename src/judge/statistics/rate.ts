import { studentQuantile } from '../../numerics/student.ts';
import type { Rate } from '../assessment.ts';
import { type Effective, effective, type Reach } from './effective.ts';
import { independentStarts } from './independent.ts';
import { rounded } from './rounded.ts';
import { hitsOf, type Sample } from './sample.ts';
import { type Interval, wilson } from './wilson.ts';

/** What the interval of a share depends on besides the sample. */
export interface Terms extends Reach {
  /** The history remembers for too long to say anything; see `memoryOf`. */
  readonly isMemoryLong: boolean;
  /** Of the two-sided interval; 0.95 where nothing is said. */
  readonly level?: number;
}

/** A share of so few draws has no interval. */
export const FEW_DRAWS = 4;

/** A share of rehearsals with its interval. */
export function rateOf(sample: Sample, terms: Terms): Rate {
  const count = hitsOf(sample);
  const total = sample.starts.length;
  const share = total === 0 ? 0 : count / total;
  const draws = effective(sample, terms);
  return {
    count,
    share: rounded(share),
    independent: independentStarts(sample, terms.window),
    n_effective: rounded(draws.n, 1),
    interval: roundedInterval(intervalAt(share, draws, terms)),
  };
}

/** The interval of a share; null where nothing can be said. */
export const intervalOf = (sample: Sample, terms: Terms): Interval | null =>
  intervalAt(hitsOf(sample) / sample.starts.length, effective(sample, terms), terms);

function intervalAt(share: number, { n, degrees }: Effective, terms: Terms): Interval | null {
  const { isMemoryLong, level = 0.95 } = terms;
  if (isMemoryLong || !(n > FEW_DRAWS)) return null;
  return wilson(share, n, studentQuantile((1 + level) / 2, degrees));
}

const roundedInterval = (interval: Interval | null): Interval | null =>
  interval && [rounded(interval[0]), rounded(interval[1])];
