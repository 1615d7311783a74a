import type { Plan } from '../circuit/plan.ts';
import { isTrue } from '../circuit/reading.ts';
import { type Criterion, DIRECTIONS } from '../rollout/criterion.ts';
import { criteriaOf } from '../rollout/drivers.ts';

/** The criteria of all directions: forward, backward, reset. Outcomes name them by their position here. */
export const allCriteria = (plan: Plan): readonly Criterion[] =>
  DIRECTIONS.flatMap((direction) => criteriaOf(plan, direction));

/** Makes the function that lists the criteria of one direction that are met in a frame, by position. */
export function metCriteria(
  plan: Plan,
  direction: Criterion['direction'],
): (frame: Float64Array) => readonly number[] {
  const slots = allCriteria(plan).flatMap((criterion, position) => {
    const key = criterion.component.out.output;
    const slot = key === undefined ? undefined : plan.slotOf(key);
    return slot === undefined || criterion.direction !== direction ? [] : [{ position, slot }];
  });
  return (frame) => slots.filter(({ slot }) => isTrue(frame[slot]!)).map(({ position }) => position);
}
