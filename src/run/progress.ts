import type { Decision } from '../rollout/decide.ts';
import type { Ramp } from '../rollout/ramp.ts';
import type { EventKind } from './result.ts';

/** Where the ramp stands after a tick, and what it did on it. */
export interface Progress {
  readonly decision: Decision;
  /** Position of the step, from 0. */
  readonly step: number;
  readonly atStart: boolean;
  readonly atEnd: boolean;
  /** Whether it ever moved forward. */
  readonly hasStarted: boolean;
}

/** Where the ramp stands in the frame of a tick that ran, and what that means after the tick before. */
export function progressEvents(
  before: Progress,
  ramp: Ramp,
  frame: Float64Array,
): { readonly now: Progress; readonly kinds: EventKind[] } {
  const decision = effective(ramp.asked(frame), before);
  const now: Progress = {
    decision,
    step: ramp.step(frame),
    atStart: ramp.atStart(frame),
    atEnd: ramp.atEnd(frame),
    hasStarted: before.hasStarted || (decision === 'forward' && before.atStart),
  };
  const kinds: EventKind[] = [];
  const change = changeOf(before, now);
  if (change) kinds.push(change);
  if (now.step !== before.step && decision !== 'reset') kinds.push('step');
  if (now.atEnd && !before.atEnd) kinds.push('completed');
  return { now, kinds };
}

/** Forward at the end, and backward at the start, move nothing: that is a hold. */
function effective(asked: Decision, { atStart, atEnd }: Progress): Decision {
  if (asked === 'forward' && atEnd) return 'hold';
  if (asked === 'backward' && atStart) return 'hold';
  return asked;
}

/** What another decision than before means; forward from the start means the same however often it is decided there. */
function changeOf(before: Progress, now: Progress): EventKind | undefined {
  if (now.decision === 'forward' && before.atStart) return 'started';
  if (now.decision === before.decision) return undefined;
  if (now.decision === 'forward') return 'resumed';
  if (now.decision !== 'hold') return now.decision;
  return before.atStart || now.atStart || before.atEnd ? undefined : 'paused';
}
