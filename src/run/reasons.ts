import type { Plan } from '../circuit/plan.ts';
import type { Because, ConditionReader } from '../rollout/conditions.ts';
import type { Decision } from '../rollout/decide.ts';
import { explainSignal } from '../rollout/explain.ts';
import type { HoldReason } from '../rollout/gates/gate.ts';
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
  readonly conditions: ConditionReader;
  /** What holds it besides its policy. */
  readonly holds: readonly HoldReason[];
}

/** Why something happened, in one line, and as data where readings or settings made it happen. */
export interface Reason {
  readonly reason: string;
  readonly because?: readonly Because[];
  readonly held_by?: readonly HoldReason[];
}

/** Why something happened to the ramp. */
export function reasonOf(kind: EventKind, now: Progress, seen: Seen): Reason {
  const { steps } = seen.ramp;
  if (kind === 'step' && now.decision === 'backward') return { reason: backText(steps, now.step) };
  if (kind === 'step') return { reason: stepText(steps, now.step) };
  if (kind === 'held') return heldReason(seen.holds);
  if (kind === 'completed') return { reason: `step ${steps.length} of ${steps.length} is done` };
  return reasonOfDecision(now.decision, seen);
}

/** Why the ramp does what it does: what the policy says, what holds it besides, or both. */
export function reasonOfDecision(decision: Decision, seen: Seen): Reason {
  const { ramp, frame, holds } = seen;
  const asked = ramp.ports(frame);
  if (holds.length === 0 || decision === 'forward' || ramp.atEnd(frame)) return ownReason(decision, seen);
  const held = heldReason(holds);
  if (decision !== 'hold') return asked === decision ? ownReason(decision, seen) : held;
  if (asked === 'forward' && ramp.heldTicks(frame) === 0) return held;
  return { ...held, reason: `${held.reason}; ${ownReason(decision, seen).reason}` };
}

const heldReason = (holds: readonly HoldReason[]): Reason => ({
  reason: holds.map(({ text }) => text).join('; '),
  held_by: holds,
});

/** Why the policy has the ramp do what it does; a hold is explained by what would drive it forward. */
function ownReason(decision: Decision, { plan, ramp, frame, conditions }: Seen): Reason {
  if (decision === 'hold' && ramp.atEnd(frame)) return { reason: 'the last step is done' };
  const held = ramp.heldTicks(frame);
  if (held > 0)
    return { reason: `nothing moves forward for another ${formatSpoken(held * plan.interval)}, after a gap` };
  const key = ramp.keys[decision === 'hold' ? 'forward' : decision];
  if (key !== undefined) return { reason: explainSignal(plan, frame, key), because: conditions(frame, key) };
  return { reason: decision === 'hold' ? 'nothing drives forward' : `${decision} is always true` };
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
