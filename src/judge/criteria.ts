import type { Plan } from '../circuit/plan.ts';
import { isTrue } from '../circuit/reading.ts';
import { type Criterion, DIRECTIONS, type Direction } from '../rollout/criterion.ts';
import { criteriaOf } from '../rollout/drivers.ts';

/** The criteria of all directions: forward, backward, reset. Outcomes name them by their position here. */
export const allCriteria = (plan: Plan): readonly Criterion[] =>
  DIRECTIONS.flatMap((direction) => criteriaOf(plan, direction));

/** The criteria of a direction that are met in a frame, by position. */
export type CriteriaReader = (frame: Float64Array, direction: Direction) => readonly number[];

export function metCriteria(plan: Plan): CriteriaReader {
  const outputs = allCriteria(plan).map(({ direction, component }, position) => ({
    direction,
    position,
    slot: plan.slotOf(component.out.output ?? '') ?? 0,
  }));
  return (frame, direction) =>
    outputs
      .filter((one) => one.direction === direction && isTrue(frame[one.slot]!))
      .map(({ position }) => position);
}
