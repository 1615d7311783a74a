import { NEGATED, type Operator } from '../../rollout/criterion.ts';
import type { Check } from './checks.ts';

/** Bounds that belong to it. */
export interface Range {
  readonly min?: number;
  readonly max?: number;
}

/** Where a reading lets the ramp go on; no range where it is none, not exact where a bound does not belong to it. */
export interface Accepted {
  readonly range: Range | undefined;
  readonly isExact: boolean;
}

/** Where forward criteria hold, and those of the other directions do not. */
export function accepted(checks: readonly Check[]): Accepted {
  const mins: number[] = [];
  const maxs: number[] = [];
  let isExact = true;
  for (const { direction, operator, threshold } of checks) {
    const { bounds, excludes } = BOUNDS[direction === 'forward' ? operator : NEGATED[operator]];
    if (bounds.includes('min')) mins.push(threshold);
    if (bounds.includes('max')) maxs.push(threshold);
    if (excludes) isExact = false;
  }
  if (mins.length + maxs.length === 0) return { range: undefined, isExact };
  return {
    range: {
      ...(mins.length > 0 && { min: Math.max(...mins) }),
      ...(maxs.length > 0 && { max: Math.min(...maxs) }),
    },
    isExact,
  };
}

interface Bounds {
  readonly bounds: readonly ('min' | 'max')[];
  /** The threshold itself is not met. */
  readonly excludes: boolean;
}

const BOUNDS: Readonly<Record<Operator, Bounds>> = {
  lt: { bounds: ['max'], excludes: true },
  lte: { bounds: ['max'], excludes: false },
  gt: { bounds: ['min'], excludes: true },
  gte: { bounds: ['min'], excludes: false },
  eq: { bounds: ['min', 'max'], excludes: false },
  neq: { bounds: [], excludes: false },
};
