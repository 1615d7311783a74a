import type { CheckedPlan } from '../../control/rollout-file/check-plan.ts';
import type { Moment } from '../../text/time.ts';

/** What the questions know of the policy and of the world. */
export interface Known {
  readonly checked: CheckedPlan;
  /** Steps of its ramp. */
  readonly steps: number;
  readonly now: Moment;
}
