import type { Plan } from '../circuit/plan.ts';
import type { Decision } from '../rollout/decide.ts';
import { explainSignal } from '../rollout/explain.ts';
import type { Ramp } from '../rollout/ramp.ts';
import { formatSpoken } from '../text/duration.ts';
import { formatNumber } from '../text/number.ts';
import type { Progress } from './progress.ts';
import type { EventKind } from './result.ts';

/** The ramp of a plan in the frame of a tick. */
export interface Seen {
  readonly plan: Plan;
  readonly ramp: Ramp;
  readonly frame: Float64Array;
}

/** Why something happened to the ramp, in one line. */
export function reasonOf(kind: EventKind, now: Progress, seen: Seen): string {
  const { steps } = seen.ramp;
  if (kind === 'step')
    return now.decision === 'backward' ? backText(steps, now.step) : stepText(steps, now.step);
  if (kind === 'completed') return `step ${steps.length} of ${steps.length} is done`;
  return reasonOfDecision(now.decision, seen);
}

/** Why the ramp does what it does; a hold is explained by what would drive it forward. */
export function reasonOfDecision(decision: Decision, { plan, ramp, frame }: Seen): string {
  if (decision === 'hold' && ramp.atEnd(frame)) return 'the last step is done';
  const held = ramp.heldTicks(frame);
  if (held > 0) return `nothing moves forward for another ${formatSpoken(held * plan.interval)}, after a gap`;
  const key = ramp.keys[decision === 'hold' ? 'forward' : decision];
  if (key !== undefined) return explainSignal(plan, frame, key);
  return decision === 'hold' ? 'nothing drives forward' : `${decision} is always true`;
}

function stepText(steps: Ramp['steps'], step: number): string {
  const { target, duration } = steps[step]!;
  const from = step === 0 ? '' : `${formatNumber(steps[step - 1]!.target)} % to `;
  const time = duration === 0 ? 'at once' : `in ${formatSpoken(duration)}`;
  return `step ${step + 1} of ${steps.length}: ${from}${formatNumber(target)} % ${time}`;
}

/** A step that the ramp goes through from its end to its beginning. */
function backText(steps: Ramp['steps'], step: number): string {
  const to = step === 0 ? '' : ` down to ${formatNumber(steps[step - 1]!.target)} %`;
  return `back in step ${step + 1} of ${steps.length}: ${formatNumber(steps[step]!.target)} %${to}`;
}
