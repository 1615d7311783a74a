import { erfc } from './erf.ts';

/** Standard normal distribution function: the share below z, 0 to 1. */
export const normalBelow = (z: number): number => erfc(-z / Math.SQRT2) / 2;
