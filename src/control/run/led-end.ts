import type { Ramp } from '../../rollout/ramp.ts';
import type { Observer } from '../../run/observer.ts';
import type { RulesGate } from '../../run/rules-gate.ts';
import { formatNumber } from '../../text/number.ts';
import type { Hold } from '../controller/holds.ts';
import type { Leadership } from '../controller/leadership.ts';
import type { Exit } from './on-exit.ts';

/** How the time under one lease ended: another has it, nothing is left to do, somebody ended it, or it was stopped. */
export type LedEnd = 'lost' | 'completed' | 'ended' | 'stopped';

export interface EndView {
  readonly leadership: Leadership;
  readonly gate: RulesGate;
  readonly ramp: Ramp;
  readonly frame: Float64Array;
  readonly observer: Observer;
}

/** Something is on its way to the record or to a target. */
const UNSETTLED: readonly Hold[] = ['record_unread', 'lowering_unwritten', 'actuator_unconfirmed'];

/** Whether a rollout is over after a tick: complete and guarded, or ended by somebody and where that is to leave it. */
export function endAfterTick(view: EndView): 'completed' | 'ended' | undefined {
  const { leadership, gate, frame, observer } = view;
  const { holds, record } = leadership;
  if (record.ended !== null) return isLeftAt(view) ? 'ended' : undefined;
  if (observer.outcome !== 'completed' || !gate.isDone || holds.length > 0) return undefined;
  return leadership.percentage >= gate.percentage(frame) ? 'completed' : undefined;
}

function isLeftAt({ leadership, ramp, frame }: EndView): boolean {
  const { record, holds, percentage } = leadership;
  if (holds.some((hold) => UNSETTLED.includes(hold))) return false;
  if (record.ended === 'off') return percentage === 0;
  return record.ended === 'hold' || ramp.atStart(frame);
}

/** What the last line of a controller says. */
export function leavingText(end: LedEnd, percentage: number, exit: Exit): string {
  const left = `it ${leftText(percentage, exit)}`;
  if (end === 'completed') return 'complete, and nothing is left to guard';
  return end === 'ended' ? left : `its controller leaves; ${left}`;
}

/** Where a rollout is left: `stays at 43 %`. */
export function leftText(percentage: number, exit: Exit): string {
  const at = `${formatNumber(percentage)} %`;
  if (exit === 'down') return `was put to ${at}`;
  if (exit === 'unconfirmed') return `was told ${at}, which not every target has confirmed`;
  return exit === 'standby' ? `stays at ${at}: another controller stands by` : `stays at ${at}`;
}
