import { shiftLeft, shiftRight, xor } from '../../numerics/int64.ts';
import type { TickFunction } from '../binding.ts';
import { leaf } from '../kind.ts';
import { oneOf } from '../schema/config-schema.ts';

export interface ArithmeticConfig {
  readonly operator: keyof typeof operations;
}

type Operation = (a: number, b: number, output: number) => TickFunction;

// Written out, so that each runs without a call within it; NaN makes NaN.
const operations = {
  add: (a, b, out) => (frame) => {
    frame[out] = frame[a]! + frame[b]!;
  },
  sub: (a, b, out) => (frame) => {
    frame[out] = frame[a]! - frame[b]!;
  },
  mul: (a, b, out) => (frame) => {
    frame[out] = frame[a]! * frame[b]!;
  },
  div: (a, b, out) => (frame) => {
    frame[out] = frame[b] === 0 ? Number.NaN : frame[a]! / frame[b]!;
  },
  xor: (a, b, out) => (frame) => {
    frame[out] = xor(frame[a]!, frame[b]!);
  },
  lshift: (a, b, out) => (frame) => {
    frame[out] = shiftLeft(frame[a]!, frame[b]!);
  },
  rshift: (a, b, out) => (frame) => {
    frame[out] = shiftRight(frame[a]!, frame[b]!);
  },
} satisfies Readonly<Record<string, Operation>>;

/**
 * `lhs OPERATOR rhs`; invalid when either side is, or when nothing sensible comes out (x / 0, a shift by less
 * than 0).
 */
export const arithmeticCombinator = leaf<ArithmeticConfig>()({
  kind: 'arithmetic_combinator',
  name: 'ArithmeticCombinator',
  summary: 'Combines two signals by arithmetic.',
  in: { lhs: 'one', rhs: 'one' },
  out: { output: 'one' },
  config: {
    operator: oneOf('The operation; xor and the shifts work on 64-bit integers.', Object.keys(operations)),
  },
  needs: ['operator'],
  label: ({ operator }) => operator,
  bind: ({ in: { lhs, rhs }, out: { output }, config }) => operations[config.operator](lhs, rhs, output),
});
