import { leaf } from '../component.ts';
import { oneOf } from '../config.ts';
import { shiftLeft, shiftRight, xor } from '../numerics/int64.ts';
import { INVALID, isInvalid } from '../reading.ts';

interface ArithmeticConfig {
  readonly operator: keyof typeof operations;
}

const operations = {
  add: (a: number, b: number) => a + b,
  sub: (a: number, b: number) => a - b,
  mul: (a: number, b: number) => a * b,
  div: (a: number, b: number) => (b === 0 ? INVALID : a / b),
  xor,
  lshift: shiftLeft,
  rshift: shiftRight,
} as const;

/** `lhs OPERATOR rhs`; invalid when either side is, or when nothing sensible comes out (x / 0, a shift by less than 0). */
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
  bind({ frame, in: { lhs, rhs }, out: { output }, config }) {
    const operation = operations[config.operator];
    return () => {
      const [a, b] = [frame[lhs]!, frame[rhs]!];
      frame[output] = isInvalid(a) || isInvalid(b) ? INVALID : operation(a, b);
    };
  },
});
