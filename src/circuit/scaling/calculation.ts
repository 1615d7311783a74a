import { written } from '../written.ts';

type Operand = string | number;

/** `arithmetic('ACTUAL_SCALE', 'sub', 1, 'LESS')` */
export const arithmetic = (lhs: Operand, operator: string, rhs: Operand, output: string): unknown =>
  written('arithmetic_combinator', { lhs, rhs }, { output }, { operator });

/** `decider('DESIRED_SCALE', 'gt', 'ACTUAL_SCALE', 'IS_GREATER')` */
export const decider = (lhs: Operand, operator: string, rhs: Operand, output: string): unknown =>
  written('decider', { lhs, rhs }, { output }, { operator });

export const rounded = (operator: 'floor' | 'ceil', input: string, output: string): unknown =>
  written('unary_operator', { input }, { output }, { operator });

/** One of several readings: the least, the greatest, or the first that is valid. */
export const oneOf = (
  kind: 'min' | 'max' | 'first_valid',
  inputs: readonly Operand[],
  output: string,
): unknown => written(kind, { inputs }, { output });

/** The signal while the switch is true, else invalid. */
export const switched = (by: string, on_signal: string, output: string): unknown =>
  written('switcher', { switch: by, on_signal }, { output });
