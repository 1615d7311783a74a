import type { Plan } from '../../circuit/plan.ts';
import { INVALID, isTrue } from '../../circuit/reading.ts';
import type { Decision } from '../../rollout/decide.ts';
import { decisionIn, type Readings } from '../../rollout/decision-path.ts';
import { explainSignal } from '../../rollout/explain.ts';
import { type Ramp, rampOf } from '../../rollout/ramp.ts';
import { formatNumber } from '../../text/number.ts';

const DOES: Readonly<Record<Decision, string>> = {
  forward: 'moves forward',
  backward: 'moves back',
  reset: 'resets',
  hold: 'holds',
};

/** What something else than its circuit makes a ramp do, and by what. */
export interface Held {
  readonly decision: Decision;
  readonly by: string;
}

/** What the ramp does with the readings of one tick, and why: lines for a caption; none without a ramp. */
export function explanation(plan: Plan, readings: Readings, held?: Held): string[] {
  const ramp = rampOf(plan);
  const decided = decisionIn(plan.tree, readings);
  if (!ramp || !decided) return [];
  const frame = frameOf(plan, readings);
  const reasons = new Set(decided.keys.map((key) => explainSignal(plan, frame, key)));
  const does = doing(ramp, decided.decision, readings);
  const wants = reasons.size === 0 ? does : `${does}: ${[...reasons].join('; ')}`;
  const accept = acceptLine(readings.get(ramp.columns.accept));
  if (!held) return [...accept, `The ramp ${wants}`];
  return [...accept, `The ramp ${DOES[held.decision]}: ${held.by}`, `By its circuit alone it ${wants}`];
}

/** A frame with these readings, all others invalid. */
function frameOf(plan: Plan, readings: Readings): Float64Array {
  const { frame } = plan.start();
  // Signals that always equal each other share a slot: one that is not given must not hide one that is.
  for (const { slot } of plan.columns) frame[slot] = INVALID;
  for (const { name, slot } of plan.columns) frame[slot] = readings.get(name) ?? frame[slot]!;
  return frame;
}

function doing(ramp: Ramp, decision: Decision, readings: Readings): string {
  const isAtEnd = isTrue(readings.get(ramp.columns.atEnd) ?? INVALID);
  return decision === 'forward' && isAtEnd ? 'is at its end' : DOES[decision];
}

const acceptLine = (accept: number | undefined): string[] =>
  accept === undefined ? [] : [`The accept percentage is ${formatNumber(accept)}.`];
