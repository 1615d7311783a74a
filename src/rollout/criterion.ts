import type { DeciderConfig } from '../circuit/kinds/decider.ts';
import type { Reading } from '../circuit/reading.ts';
import type { Component } from '../circuit/tree.ts';
import type { Seconds } from '../text/duration.ts';
import { formatNumber } from '../text/number.ts';

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

/** What is compared, without the left side. */
export type Comparison = Pick<Criterion, 'operator' | 'threshold' | 'rhs'>;

/** How an operator reads: as a sign, and in words when its comparison is met and when it is not. */
const WORDS: Readonly<
  Record<Operator, { readonly sign: string; readonly met: string; readonly unmet: string }>
> = {
  gt: { sign: '>', met: 'above', unmet: 'below' },
  gte: { sign: '>=', met: 'at or above', unmet: 'below' },
  lt: { sign: '<', met: 'below', unmet: 'above' },
  lte: { sign: '<=', met: 'at or below', unmet: 'above' },
  eq: { sign: '==', met: 'at', unmet: 'off' },
  neq: { sign: '!=', met: 'off', unmet: 'at' },
};

/** `>=` for `gte`. */
export const signOf = (operator: Operator): string => WORDS[operator].sign;

/** `> 100`, `< SETPOINT`. */
export const comparisonText = (comparison: Comparison): string =>
  `${signOf(comparison.operator)} ${rightSide(comparison)}`;

/** `forward < 75`, `backward > BACKWARD_LATENCY_SETPOINT_0`. */
export const criterionText = (criterion: Criterion): string =>
  `${criterion.direction} ${comparisonText(criterion)}`;

/** A criterion that is met, in words: `AVERAGE_LATENCY_0 above 100`. */
export const metText = (criterion: Criterion): string =>
  `${criterion.lhs} ${WORDS[criterion.operator].met} ${rightSide(criterion)}`;

/** A criterion that is not met, in words: `AVERAGE_LATENCY_0 below 100` for `> 100`. */
export const unmetText = (criterion: Criterion): string =>
  `${criterion.lhs} ${WORDS[criterion.operator].unmet} ${rightSide(criterion)}`;

const rightSide = ({ threshold, rhs }: Comparison): string =>
  threshold === undefined ? (rhs ?? '?') : formatNumber(threshold);

const COMPARE: Readonly<Record<Operator, (lhs: Reading, rhs: Reading) => boolean>> = {
  gt: (lhs, rhs) => lhs > rhs,
  gte: (lhs, rhs) => lhs >= rhs,
  lt: (lhs, rhs) => lhs < rhs,
  lte: (lhs, rhs) => lhs <= rhs,
  eq: (lhs, rhs) => lhs === rhs,
  neq: (lhs, rhs) => lhs < rhs || lhs > rhs,
};

/** Whether `lhs OPERATOR rhs`; false where a side is invalid, as in a decider. */
export const isMet = (operator: Operator, lhs: Reading, rhs: Reading): boolean => COMPARE[operator](lhs, rhs);
