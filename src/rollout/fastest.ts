import type { Plan } from '../circuit/plan.ts';
import { type Ticks, ticksOf } from '../text/duration.ts';
import { rampOf } from './ramp.ts';

/** How many ticks of forward lead through the ramp; a step takes at least one. 0 without a ramp. */
export function rampTicks(plan: Plan): Ticks {
  const lengths = rampOf(plan)?.steps.map(({ duration }) => Math.max(1, ticksOf(duration, plan.interval)));
  return (lengths ?? []).reduce((sum, length) => sum + length, 0);
}

/**
 * The tick on which a run is complete when nothing holds it. The first readings are seen on tick 1, so that it moves on
 * tick 0 only where it needs none. `initial` is the frame before tick 0, where it is not the plan's own.
 */
export function fastestCompletion(plan: Plan, initial?: Float64Array): Ticks {
  const { frame, tick } = plan.start(initial);
  tick();
  return rampTicks(plan) - (rampOf(plan)?.asked(frame) === 'forward' ? 1 : 0);
}
