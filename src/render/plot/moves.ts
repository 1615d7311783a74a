import type { Move } from '../plot.ts';
import { slice } from './range.ts';

/**
 * The readings of a direction's signal at the resolution of a drawing. Backward and reset are met where they
 * were met at any tick of a slice, forward where it was met at all of them.
 */
export function metReadings({ direction, column }: Move, buckets: number, width: number): Float64Array {
  const { min, max } = slice(column, buckets, width);
  if (direction === 'forward') return min;
  return max;
}
