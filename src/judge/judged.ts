import type { Plan } from '../circuit/plan.ts';

/** A policy that is judged: its plan, which has a ramp, and the frame before tick 0 where it is not the plan's own. */
export interface Judged {
  readonly plan: Plan;
  /** The plan's initial frame with the dynamic configuration in force, such as a rollout that is started. */
  readonly frame?: Float64Array;
}
