import { HOLD_SLOT } from '../circuit/plan/reserved-slots.ts';
import type { Plan } from '../circuit/plan.ts';
import { type Ticks, ticksOf } from '../text/duration.ts';
import { lookbackOf } from '../text/promql/facts.ts';

/**
 * For how many ticks nothing moves forward after a gap: the longest window of the queries, or evaluation interval where
 * that is longer. Then every reading is of data from after the gap.
 */
export function holdTicks({ queries, interval }: Plan): Ticks {
  const ticks = queries.map(({ query_string, every }) =>
    Math.max(every, ticksOf(lookbackOf(query_string), interval)),
  );
  return Math.max(1, ...ticks);
}

/** Before a tick: that many ticks, it included, do not move forward. */
export function holdForward(frame: Float64Array, ticks: Ticks): void {
  frame[HOLD_SLOT] = ticks + 1;
}

/** Before every tick; returns how many are left. */
export function countHold(frame: Float64Array): Ticks {
  if (frame[HOLD_SLOT]! > 0) frame[HOLD_SLOT]!--;
  return frame[HOLD_SLOT]!;
}

/** For how many ticks more nothing moves forward, the one that ran last included. */
export const heldTicks = (frame: Float64Array): Ticks => frame[HOLD_SLOT]!;
