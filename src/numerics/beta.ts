import { lgamma } from './gamma.ts';

const MAX_TERMS = 20_000;
const TINY = 1e-300;

/** Regularised incomplete beta function I_x(a, b), for a and b above 0 and x from 0 to 1. */
export function betaBelow(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  // The fraction converges quickly on this side of the mean; the other is its mirror image (DLMF 8.17.4).
  return x < (a + 1) / (a + b + 2) ? fraction(x, a, b) : 1 - fraction(1 - x, b, a);
}

/** DLMF 8.17.22, by Lentz's method. */
function fraction(x: number, a: number, b: number): number {
  const logFactor = lgamma(a + b) - lgamma(a) - lgamma(b) + a * Math.log(x) + b * Math.log1p(-x);
  let c = 1;
  let d = 1 / nonzero(1 - ((a + b) * x) / (a + 1));
  let value = d;
  for (let m = 1; m <= MAX_TERMS; m++) {
    let change = 1;
    for (const term of terms(m, x, a, b)) {
      d = 1 / nonzero(1 + term * d);
      c = nonzero(1 + term / c);
      change = c * d;
      value *= change;
    }
    if (Math.abs(change - 1) < 1e-16) break;
  }
  return (Math.exp(logFactor) * value) / a;
}

/** The coefficients of positions 2m and 2m + 1. */
const terms = (m: number, x: number, a: number, b: number): readonly [number, number] => [
  (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m)),
  (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1)),
];

const nonzero = (value: number): number => (Math.abs(value) < TINY ? TINY : value);
