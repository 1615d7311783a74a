import type { Plan } from '../../circuit/plan.ts';
import { isTrue, type Reading } from '../../circuit/reading.ts';
import { decisionOf } from '../../rollout/decision-path.ts';
import { rampOf } from '../../rollout/drivers.ts';
import { explain } from '../../rollout/explain.ts';
import { formatNumber } from '../../text/number.ts';

/** What the ramp does with the readings of one tick (trace column -> reading), and why: lines for a caption. */
export function why(plan: Plan, readings: ReadonlyMap<string, Reading>): string[] {
  const ramp = rampOf(plan);
  if (!ramp) return [];
  const frame = plan.start().frame;
  // Signals that always equal each other share a slot: one that is not given must not hide one that is.
  for (const { slot } of plan.columns) frame[slot] = Number.NaN;
  for (const { name, slot } of plan.columns) frame[slot] = readings.get(name) ?? frame[slot]!;
  const { does, keys } = decisionOf(ramp, readings);
  const isAtEnd = does === 'moves forward' && isTrue(readings.get(`${ramp.id}/END_SIGNAL`) ?? Number.NaN);
  const accept = readings.get(`${ramp.id}/ACCEPT_PERCENTAGE`);
  const reasons = [...new Set(keys.map((key) => explain(plan, frame, key)))].join('; ');
  return [
    ...(accept === undefined ? [] : [`The accept percentage is ${formatNumber(accept)}.`]),
    `The ramp ${isAtEnd ? 'is at its end' : does}${reasons && `: ${reasons}`}`,
  ];
}
