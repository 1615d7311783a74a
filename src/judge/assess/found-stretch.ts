import type { Ticks } from '../../text/duration.ts';
import type { JsonReading } from '../../text/json-reading.ts';

/** A maximal run of ticks on which a reset criterion is met, `to` the last of them; its position is NO_CRITERION where none is seen. */
export interface FoundStretch {
  readonly criterion: number;
  readonly from: Ticks;
  readonly to: Ticks;
  /** The reading furthest beyond the threshold, and the threshold at that tick. */
  readonly extreme: JsonReading | null;
  readonly threshold: JsonReading | null;
}

/** The position of what reset a ramp where no criterion was seen behind its reset. */
export const NO_CRITERION = -1;

/** By criterion and time. */
export const inOrder = (stretches: readonly FoundStretch[]): FoundStretch[] =>
  [...stretches].sort((a, b) => a.criterion - b.criterion || a.from - b.from);
