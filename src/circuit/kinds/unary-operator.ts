import { bessel } from '../../numerics/bessel.ts';
import { erf, erfc, erfcinv, erfinv } from '../../numerics/erf.ts';
import { gamma, lgamma } from '../../numerics/gamma.ts';
import { halfAwayFromZero, halfToEven } from '../../numerics/rounding.ts';
import { leaf } from '../kind.ts';
import { oneOf } from '../schema/config-schema.ts';

export interface UnaryConfig {
  readonly operator: keyof typeof functions;
}

const functions = {
  abs: Math.abs,
  acos: Math.acos,
  acosh: Math.acosh,
  asin: Math.asin,
  asinh: Math.asinh,
  atan: Math.atan,
  atanh: Math.atanh,
  cbrt: Math.cbrt,
  ceil: Math.ceil,
  cos: Math.cos,
  cosh: Math.cosh,
  erf,
  erfc,
  erfcinv,
  erfinv,
  exp: Math.exp,
  exp2: (x: number) => 2 ** x,
  expm1: Math.expm1,
  floor: Math.floor,
  gamma,
  j0: bessel.j0,
  j1: bessel.j1,
  lgamma,
  log: Math.log,
  log10: Math.log10,
  log1p: Math.log1p,
  log2: Math.log2,
  round: halfAwayFromZero,
  roundtoeven: halfToEven,
  sin: Math.sin,
  sinh: Math.sinh,
  sqrt: Math.sqrt,
  tan: Math.tan,
  tanh: Math.tanh,
  trunc: Math.trunc,
  y0: bessel.y0,
  y1: bessel.y1,
} as const;

/**
 * FUNCTION(input); invalid where the function is not defined. lgamma is the logarithm of the absolute value
 * of gamma.
 */
export const unaryOperator = leaf<UnaryConfig>()({
  kind: 'unary_operator',
  name: 'UnaryOperator',
  summary: 'A mathematical function of its input.',
  in: { input: 'one' },
  out: { output: 'one' },
  config: { operator: oneOf('The function; round goes half away from zero.', Object.keys(functions)) },
  needs: ['operator'],
  label: ({ operator }) => operator,
  bind({ in: { input }, out: { output }, config }) {
    const apply = functions[config.operator];
    return (frame) => {
      frame[output] = apply(frame[input]!);
    };
  },
});
