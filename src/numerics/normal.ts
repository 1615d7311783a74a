import { erfc, erfcinv } from './erf.ts';

/** Standard normal distribution function: the share below z, 0 to 1. */
export const normalBelow = (z: number): number => erfc(-z / Math.SQRT2) / 2;

/** The z below which a share of the standard normal distribution lies; infinite at 0 and 1, NaN beyond. */
export const normalQuantile = (share: number): number => -Math.SQRT2 * erfcinv(2 * share);
