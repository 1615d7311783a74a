import type { RunningState } from '../control/running-state.ts';
import { acceptText } from '../render/plot/number.ts';

/** Where a run stands: `43 %, step 2 of 3`. */
export function stoodAt({ accept_percentage: accept, step, steps }: RunningState): string {
  if (steps === 0) return 'no ramp';
  return `${acceptText(accept) || 'no value'}, step ${step + 1} of ${steps}`;
}
