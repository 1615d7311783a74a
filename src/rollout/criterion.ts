import { comparisons, type DeciderConfig } from '../circuit/kinds/decider.ts';
import type { Reading } from '../circuit/reading.ts';
import type { Component } from '../circuit/tree.ts';
import type { Seconds } from '../text/duration.ts';
import { formatNumber, withUnit } from '../text/number.ts';

/** Where a criterion moves the ramp. */
export type Direction = 'forward' | 'backward' | 'reset';

/** Weakest first: where two criteria hold at once, the later one keeps the earlier one from acting. */
export const DIRECTIONS: readonly Direction[] = ['forward', 'backward', 'reset'];

export type Operator = DeciderConfig['operator'];

/**
 * One comparison that moves the ramp: `lhs OPERATOR rhs`, the right side a constant or another signal's
 * column.
 */
export interface Criterion {
  readonly direction: Direction;
  readonly operator: Operator;
  /** Trace column of the left side. */
  readonly lhs: string;
  readonly threshold: Reading | undefined;
  /** Trace column of the right side; undefined where it is a constant. */
  readonly rhs: string | undefined;
  /** Trace column of the decider's own output, `RESET_0`. */
  readonly output: string;
  /** How long it must be met, unbroken, before it moves the ramp, and not be met before it lets go. */
  readonly trueFor: Seconds;
  readonly falseFor: Seconds;
  readonly component: Component;
}

/** What holds where the other does not. */
export const NEGATED: Readonly<Record<Operator, Operator>> = {
  lt: 'gte',
  lte: 'gt',
  gt: 'lte',
  gte: 'lt',
  eq: 'neq',
  neq: 'eq',
};

/** What is compared, without the left side. */
export type Comparison = Pick<Criterion, 'operator' | 'threshold' | 'rhs'>;

/** `>=` for `gte`. */
export const signOf = (operator: Operator): string => comparisons[operator].sign;

/** `> 100`, `< SETPOINT`; `> 100 ms` where a unit is known. */
export const comparisonText = (comparison: Comparison, unit = ''): string =>
  `${signOf(comparison.operator)} ${rightText(comparison, unit)}`;

/** The right side alone: `100 ms`, `SETPOINT`. */
export const rightText = ({ threshold, rhs }: Pick<Comparison, 'threshold' | 'rhs'>, unit = ''): string =>
  threshold === undefined ? (rhs ?? '?') : withUnit(formatNumber(threshold), unit);

/** Whether `lhs OPERATOR rhs`; false where a side is invalid, as in a decider. */
export const isMet = (operator: Operator, lhs: Reading, rhs: Reading): boolean =>
  comparisons[operator].isSatisfied(lhs, rhs);
