import type { Reading } from '../circuit/reading.ts';
import type { Criterion, Driver } from '../rollout/drivers.ts';
import { formatNumber } from '../text/number.ts';

/** A criterion on the query itself, with a threshold that is known. */
export interface DirectCriterion extends Criterion {
  readonly threshold: number;
}

export const directCriteria = ({ criteria, signal }: Driver): DirectCriterion[] =>
  criteria.filter(
    (c): c is DirectCriterion =>
      c.lhs === signal && c.threshold !== undefined && Number.isFinite(c.threshold),
  );

const OPERATORS = {
  gt: ['>', (a: number, b: number) => a > b],
  lt: ['<', (a: number, b: number) => a < b],
  gte: ['>=', (a: number, b: number) => a >= b],
  lte: ['<=', (a: number, b: number) => a <= b],
  eq: ['==', (a: number, b: number) => a === b],
  neq: ['!=', (a: number, b: number) => a !== b],
} as const;

export const holds = ({ operator, threshold }: DirectCriterion, value: Reading): boolean =>
  OPERATORS[operator][1](value, threshold);

/** `> 100`, `< SETPOINT` */
export const comparison = ({ operator, threshold, rhs }: Criterion): string =>
  `${OPERATORS[operator][0]} ${threshold === undefined ? (rhs ?? '?') : formatNumber(threshold)}`;
