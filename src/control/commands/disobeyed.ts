import type { RolloutStatus } from '../state/rollout-status.ts';
import type { Verb } from './verbs.ts';

/** What nobody obeys of a rollout that is complete: what takes it down is, by the next run of it. */
const FORWARD: readonly Verb[] = ['start', 'pause', 'resume', 'approve', 'advance'];

/** Why an order would not be obeyed, by what its controller has seen last; undefined where it would. */
export function whyDisobeyed(verb: Verb, status: RolloutStatus): string | undefined {
  const { state, controller, actuators } = status;
  if (state === 'completed' && controller === null && FORWARD.includes(verb)) return 'it is complete';
  const isBelow = state === 'drifted' || actuators.some(({ outcome }) => outcome === 'below');
  if (verb === 'advance' && isBelow) return 'a target was lowered by somebody else';
  return undefined;
}
