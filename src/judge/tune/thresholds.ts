import type { Plan } from '../../circuit/plan.ts';
import type { Criterion } from '../../rollout/criterion.ts';
import { setpointOf } from '../../rollout/setpoint.ts';
import { allCriteria } from '../criteria.ts';
import type { History } from '../history.ts';
import type { Judged } from '../judged.ts';
import { Results } from '../results.ts';

/** The constant that a criterion compares with, or multiplies the average by that it compares with. */
export interface Threshold {
  readonly criterion: Criterion;
  readonly value: number;
  /** JSON pointer of the constant in the policy. */
  readonly pointer: string;
  /** Key of the signal that is multiplied; undefined where the constant is the threshold itself. */
  readonly base: string | undefined;
  /** 1 where higher readings are worse, -1 where lower ones are. */
  readonly worse: 1 | -1;
}

/** Whether a criterion with this operator is met by high or by low readings. */
const MET_BY: Readonly<Partial<Record<Criterion['operator'], 1 | -1>>> = { gt: 1, gte: 1, lt: -1, lte: -1 };

/** The thresholds of all criteria, forward, backward, reset; those that compare for equality have none. */
export function thresholdsOf(plan: Plan): Threshold[] {
  const seen = new Set<string>();
  return allCriteria(plan).flatMap((criterion) => {
    const threshold = thresholdOf(criterion, plan);
    if (!threshold || seen.has(threshold.pointer)) return [];
    seen.add(threshold.pointer);
    return [threshold];
  });
}

function thresholdOf(criterion: Criterion, plan: Plan): Threshold | undefined {
  const metBy = MET_BY[criterion.operator];
  if (metBy === undefined) return undefined;
  const worse = criterion.direction === 'forward' ? (-metBy as 1 | -1) : metBy;
  const { component, threshold } = criterion;
  if (threshold !== undefined)
    return { criterion, value: threshold, pointer: constantAt(component), base: undefined, worse };
  const setpoint = setpointOf(criterion, plan);
  if (!setpoint || setpoint.factor === undefined || setpoint.factor.signal !== undefined) return undefined;
  const { product, base, factor } = setpoint;
  return { criterion, value: factor.constant, pointer: constantAt(product), base, worse };
}

const constantAt = ({ at }: Criterion['component']): string => `${at('in', 'rhs')}/constant_signal/value`;

/**
 * Threshold by threshold the readings that it is held against, tick by tick of a history: the left side of its criterion, or
 * how many times the average that is. The circuit runs once through all of it.
 */
export function thresholdReadings(
  { plan, frame: initial }: Judged,
  history: History,
  thresholds: readonly Threshold[],
): Float64Array[] {
  const { frame, tick: advance } = plan.start(initial);
  const results = new Results(plan, history);
  const places = thresholds.map(({ criterion: { component }, base }) => ({
    left: plan.slotOf(component.in.lhs?.[0]?.signal ?? '') ?? 0,
    base: base === undefined ? undefined : plan.slotOf(base),
    readings: new Float64Array(history.ticks),
  }));
  for (let tick = 0; tick < history.ticks; tick++) {
    results.deliver(frame, 0, tick);
    advance();
    for (const { left, base, readings } of places)
      readings[tick] = base === undefined ? frame[left]! : frame[left]! / frame[base]!;
  }
  return places.map(({ readings }) => readings);
}
