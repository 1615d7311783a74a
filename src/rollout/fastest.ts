import type { Plan } from '../circuit/plan.ts';
import { type Ticks, ticksOf } from '../text/duration.ts';
import { criteriaOf } from './drivers.ts';
import { rampOf } from './ramp.ts';

/** How many ticks of forward lead through the ramp; a step takes at least one. 0 without a ramp. */
export function rampTicks(plan: Plan): Ticks {
  const lengths = rampOf(plan)?.steps.map(({ duration }) => Math.max(1, ticksOf(duration, plan.interval)));
  return (lengths ?? []).reduce((sum, length) => sum + length, 0);
}

/**
 * The tick on which a run is complete when nothing holds it. A criterion of forward first sees a reading on tick 1, and may
 * ask that it lasts; without one the ramp moves on tick 0.
 */
export function fastestCompletion(plan: Plan): Ticks {
  const first = criteriaOf(plan, 'forward').map(({ trueFor }) => 1 + ticksOf(trueFor, plan.interval));
  return rampTicks(plan) - 1 + (first.length === 0 ? 0 : Math.min(...first));
}
