import type { Ticks } from '../../text/duration.ts';
import type { Sample } from './sample.ts';

/**
 * How many starts do not share a reading: the first, then always the first on or after the tick behind the last chosen one's
 * end plus the longest query window. A rehearsal without a tick says nothing and is not chosen.
 */
export function independentStarts({ starts, ends }: Pick<Sample, 'starts' | 'ends'>, window: Ticks): number {
  let count = 0;
  let free = Number.NEGATIVE_INFINITY;
  starts.forEach((start, i) => {
    const end = ends[i]!;
    if (start < free || end <= start) return;
    count += 1;
    free = end + window;
  });
  return count;
}
