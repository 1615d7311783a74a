import { type Criterion, DIRECTIONS, type Direction, isMet } from '../../rollout/criterion.ts';

/** Grafana's absolute thresholds: `color` from `value` upwards, the first from minus infinity. */
export interface Thresholds {
  readonly mode: 'absolute';
  readonly steps: readonly { readonly color: string; readonly value: number | null }[];
}

export const DIRECTION_COLOURS: Readonly<Record<Direction, string>> = {
  forward: 'green',
  backward: 'orange',
  reset: 'red',
};

const NOTHING = 'transparent';

/** One colour per range of readings: that of the strongest criterion that is met there. */
export function criteriaThresholds(criteria: readonly Criterion[]): Thresholds {
  const constant = criteria.filter(({ threshold }) => threshold !== undefined && Number.isFinite(threshold));
  const limits = distinct(constant.map(({ threshold }) => threshold!));
  const steps = [null, ...limits].map((value, i) => {
    const reading = between(value, limits[i]);
    const direction = DIRECTIONS.findLast((one) =>
      constant.some((c) => c.direction === one && isMet(c.operator, reading, c.threshold!)),
    );
    return { color: direction ? DIRECTION_COLOURS[direction] : NOTHING, value };
  });
  return { mode: 'absolute', steps };
}

/** A line at every percentage the ramp stops at. */
export const stepThresholds = (percentages: readonly number[]): Thresholds => ({
  mode: 'absolute',
  steps: [
    { color: NOTHING, value: null },
    ...distinct(percentages).map((value) => ({ color: 'blue', value })),
  ],
});

const distinct = (values: readonly number[]): number[] => [...new Set(values)].sort((a, b) => a - b);

/** A reading above one limit and below the next; null and undefined are the infinite ones. */
function between(from: number | null, to: number | undefined): number {
  if (from === null) return (to ?? 1) - 1;
  if (to === undefined) return from + 1;
  return (from + to) / 2;
}
