import type { Reading } from '../circuit/reading.ts';
import { type Criterion, isMet } from '../rollout/criterion.ts';
import type { Driver } from '../rollout/drivers.ts';

/** A criterion on the query itself, with a threshold that is known. */
export interface DirectCriterion extends Criterion {
  readonly threshold: number;
}

export const directCriteria = ({ criteria, signal }: Driver): DirectCriterion[] =>
  criteria.filter(
    (c): c is DirectCriterion =>
      c.lhs === signal && c.threshold !== undefined && Number.isFinite(c.threshold),
  );

export const holds = ({ operator, threshold }: DirectCriterion, value: Reading): boolean =>
  isMet(operator, value, threshold);
