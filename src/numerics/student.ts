import { betaBelow } from './beta.ts';
import { lgamma } from './gamma.ts';
import { normalQuantile } from './normal.ts';

/** From so many degrees of freedom on the expansion around the normal quantile is exact to a rounding. */
const EXPANSION_FROM = 1000;

const MAX_ITERATIONS = 100;

/**
 * The t below which a share of Student's distribution lies, with any number of degrees of freedom above 0;
 * infinite at 0 and 1, NaN beyond.
 */
export function studentQuantile(share: number, degrees: number): number {
  if (!(degrees > 0 && share >= 0 && share <= 1)) return Number.NaN;
  if (share === 0.5) return 0;
  if (share < 0.5) return -upper(share, degrees);
  return upper(1 - share, degrees);
}

/** The t above which a share lies, for shares under a half. */
function upper(share: number, degrees: number): number {
  if (share === 0) return Number.POSITIVE_INFINITY;
  if (degrees >= EXPANSION_FROM) return expansion(-normalQuantile(share), degrees);
  const logDensity = logDensityAtZero(degrees);
  // The tail is convex, so that its tangent at 0 meets the share below the t that is sought.
  let t = (0.5 - share) / Math.exp(logDensity);
  for (let i = 0; i < MAX_ITERATIONS; i++) {
    const tail = studentAbove(t, degrees);
    const density = Math.exp(logDensity - ((degrees + 1) / 2) * Math.log1p((t * t) / degrees));
    const next = share > 0.25 ? t + (tail - share) / density : t * (tail / share) ** (tail / (t * density));
    const isDone = Math.abs(next - t) <= 1e-15 * t;
    t = next;
    if (isDone) break;
  }
  return t;
}

/** The share of Student's distribution above t, for t of 0 or more. */
function studentAbove(t: number, degrees: number): number {
  const square = t * t;
  if (square < degrees) return 0.5 - betaBelow(square / (degrees + square), 0.5, degrees / 2) / 2;
  return betaBelow(degrees / (degrees + square), degrees / 2, 0.5) / 2;
}

const logDensityAtZero = (degrees: number): number =>
  lgamma((degrees + 1) / 2) - lgamma(degrees / 2) - Math.log(degrees * Math.PI) / 2;

/** Abramowitz and Stegun 26.7.5. */
function expansion(z: number, degrees: number): number {
  const square = z * z;
  const terms = [
    (square + 1) / 4,
    ((5 * square + 16) * square + 3) / 96,
    (((3 * square + 19) * square + 17) * square - 15) / 384,
    ((((79 * square + 776) * square + 1482) * square - 1920) * square - 945) / 92_160,
  ];
  return z * (1 + terms.reduce((sum, term, i) => sum + term / degrees ** (i + 1), 0));
}
