import type { Direction } from './criterion.ts';

/** What the ramp does on a tick. */
export type Decision = Direction | 'hold';

/**
 * Reset wins, then the one direction that is true; forward and backward together hold, and so does neither.
 */
export function decide({ forward, backward, reset }: Readonly<Record<Direction, boolean>>): Decision {
  if (reset) return 'reset';
  if (forward === backward) return 'hold';
  return forward ? 'forward' : 'backward';
}
