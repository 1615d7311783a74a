import { comparisons, type DeciderConfig } from '../circuit/kinds/decider.ts';
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

/** How a comparison reads when it is met and when it is not. */
const WORDS: Readonly<Record<Operator, { readonly met: string; readonly unmet: string }>> = {
  gt: { met: 'above', unmet: 'at or below' },
  gte: { met: 'at or above', unmet: 'below' },
  lt: { met: 'below', unmet: 'at or above' },
  lte: { met: 'at or below', unmet: 'above' },
  eq: { met: 'at', unmet: 'off' },
  neq: { met: 'off', unmet: 'at' },
};

/** `>=` for `gte`. */
export const signOf = (operator: Operator): string => comparisons[operator].sign;

/** `> 100`, `< SETPOINT`. */
export const comparisonText = (comparison: Comparison): string =>
  `${signOf(comparison.operator)} ${rightSide(comparison)}`;

/** `forward < 75`, `backward > BACKWARD_LATENCY_SETPOINT_0`; `forward < 75 ms` where a unit is known. */
export const criterionText = (criterion: Criterion, unit = ''): string =>
  `${criterion.direction} ${signOf(criterion.operator)} ${rightSide(criterion, unit)}`;

/** A criterion that is met, in words: `AVERAGE_LATENCY_0 above 100 ms`. */
export const metText = (criterion: Criterion, unit = ''): string =>
  `${criterion.lhs} ${WORDS[criterion.operator].met} ${rightSide(criterion, unit)}`;

/** A criterion that is not met, in words: `AVERAGE_LATENCY_0 at or below 100 ms` for `> 100`. */
export const unmetText = (criterion: Criterion, unit = ''): string =>
  `${criterion.lhs} ${WORDS[criterion.operator].unmet} ${rightSide(criterion, unit)}`;

function rightSide({ threshold, rhs }: Comparison, unit = ''): string {
  if (threshold === undefined) return rhs ?? '?';
  return unit === '' ? formatNumber(threshold) : `${formatNumber(threshold)} ${unit}`;
}

/** Whether `lhs OPERATOR rhs`; false where a side is invalid, as in a decider. */
export const isMet = (operator: Operator, lhs: Reading, rhs: Reading): boolean =>
  comparisons[operator].isSatisfied(lhs, rhs);
