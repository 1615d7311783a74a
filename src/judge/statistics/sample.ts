import type { Ticks } from '../../text/duration.ts';

/** What some rehearsals came to, as yes or no; their starts ascend. */
export interface Sample {
  readonly starts: readonly Ticks[];
  /** The tick behind the last one of each. */
  readonly ends: readonly Ticks[];
  readonly hits: readonly boolean[];
}

export const hitsOf = ({ hits }: Sample): number => hits.reduce((sum, hit) => sum + Number(hit), 0);
