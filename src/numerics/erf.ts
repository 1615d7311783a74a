const TWO_OVER_SQRT_PI = 2 / Math.sqrt(Math.PI);

/** Below: the series of erf; from here on: the continued fraction of erfc. */
const SERIES_ENDS = 1.5;

/** Error function, -1 to 1. */
export function erf(x: number): number {
  if (Math.abs(x) < SERIES_ENDS) return series(x);
  return x < 0 ? fraction(-x) - 1 : 1 - fraction(x);
}

/** 1 - erf(x), with full precision where it is tiny. */
export function erfc(x: number): number {
  if (Math.abs(x) < SERIES_ENDS) return 1 - series(x);
  return x < 0 ? 2 - fraction(-x) : fraction(x);
}

/** The x with erf(x) = y; infinite at -1 and 1, NaN beyond. */
export function erfinv(y: number): number {
  if (!(Math.abs(y) < 1)) return Math.abs(y) === 1 ? y * Number.POSITIVE_INFINITY : Number.NaN;
  if (Math.abs(y) > 0.5) return y > 0 ? tail(1 - y) : -tail(1 + y);
  let x = y / TWO_OVER_SQRT_PI;
  for (let i = 0; i < 8; i++) x -= halley(x, erf(x) - y);
  return x;
}

/** The x with erfc(x) = y, for y from 0 to 2. */
export function erfcinv(y: number): number {
  if (y === 0) return Number.POSITIVE_INFINITY;
  if (y === 2) return Number.NEGATIVE_INFINITY;
  if (!(y > 0 && y < 2)) return Number.NaN;
  if (y < 0.5) return tail(y);
  return y > 1.5 ? -tail(2 - y) : erfinv(1 - y);
}

/** DLMF 7.6.2: all terms of one sign, so nothing cancels. */
function series(x: number): number {
  let term = x;
  let sum = 0;
  for (let n = 1; sum + term !== sum; n++) {
    sum += term;
    term *= (2 * x * x) / (2 * n + 1);
  }
  return TWO_OVER_SQRT_PI * expMinusSquare(x) * sum;
}

/** DLMF 7.9.2, evaluated from its tail; the number of terms suffices from 1.5 on. */
function fraction(x: number): number {
  if (x > 28) return 0;
  let value = 0;
  for (let k = 120; k >= 1; k--) value = k / 2 / (x + value);
  return ((TWO_OVER_SQRT_PI / 2) * expMinusSquare(x)) / (x + value);
}

/** exp(-x*x) without the rounding of x*x, which would grow with x: the square of a short x is exact. */
function expMinusSquare(x: number): number {
  const short = Math.fround(x);
  return Math.exp(-short * short) * Math.exp(-(x - short) * (x + short));
}

/** The x with erfc(x) = y for y up to 0.5: Newton on the logarithm, which is almost a parabola. */
function tail(y: number): number {
  const goal = Math.log(y);
  let x = Math.sqrt(Math.max(0.1, -goal - 0.5 * Math.log(Math.max(1, -goal))));
  for (let i = 0; i < 30; i++) {
    const value = erfc(x);
    if (!(value > 0)) break;
    const step = ((Math.log(value) - goal) * value) / (TWO_OVER_SQRT_PI * expMinusSquare(x));
    x += step;
    if (Math.abs(step) <= 1e-16 * x) break;
  }
  return x;
}

/** Halley's step for erf(x) - y = difference; erf'' = -2x erf'. */
function halley(x: number, difference: number): number {
  const newton = difference / (TWO_OVER_SQRT_PI * expMinusSquare(x));
  return newton / (1 + x * newton);
}
