import type { Reading } from '../circuit/reading.ts';
import { type Criterion, isMet } from '../rollout/criterion.ts';
import type { Driver } from '../rollout/drivers.ts';

/** A criterion on the query itself, with a constant threshold. */
export interface DirectCriterion extends Criterion {
  readonly threshold: number;
}

/** The criteria of a driver that compare its query itself with a finite constant. */
export const directCriteria = ({ criteria, signal }: Driver): DirectCriterion[] =>
  criteria.filter(
    (criterion): criterion is DirectCriterion =>
      criterion.lhs === signal && Number.isFinite(criterion.threshold),
  );

/** Whether the query meets a criterion with a value. */
export const isMetBy = ({ operator, threshold }: DirectCriterion, value: Reading): boolean =>
  isMet(operator, value, threshold);
