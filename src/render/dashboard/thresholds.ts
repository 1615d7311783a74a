import type { Criterion, Effect } from '../../rollout/drivers.ts';

/** Grafana's absolute thresholds: `color` from `value` upwards, the first from minus infinity. */
export interface Thresholds {
  readonly mode: 'absolute';
  readonly steps: readonly { readonly color: string; readonly value: number | null }[];
}

export const EFFECT_COLOURS: Readonly<Record<Effect, string>> = {
  forward: 'green',
  backward: 'orange',
  reset: 'red',
};

const NOTHING = 'transparent';
/** Reset wins over backward, backward over forward, as in the ramp. */
const STRONGEST: readonly Effect[] = ['reset', 'backward', 'forward'];

const holds: Readonly<Record<Criterion['operator'], (reading: number, threshold: number) => boolean>> = {
  gt: (a, b) => a > b,
  gte: (a, b) => a >= b,
  lt: (a, b) => a < b,
  lte: (a, b) => a <= b,
  eq: (a, b) => a === b,
  neq: (a, b) => a !== b,
};

/** One colour per stretch of readings: that of the strongest criterion that holds there. */
export function criteriaThresholds(criteria: readonly Criterion[]): Thresholds {
  const constant = criteria.filter(({ threshold }) => threshold !== undefined && Number.isFinite(threshold));
  const limits = distinct(constant.map(({ threshold }) => threshold!));
  const stretches = [null, ...limits].map((value, i) => {
    const reading = between(value, limits[i]);
    const effect = STRONGEST.find((one) =>
      constant.some((c) => c.effect === one && holds[c.operator](reading, c.threshold!)),
    );
    return { color: effect ? EFFECT_COLOURS[effect] : NOTHING, value };
  });
  return { mode: 'absolute', steps: stretches };
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

function between(from: number | null, to: number | undefined): number {
  if (from === null) return to === undefined ? 0 : to - 1;
  return to === undefined ? from + 1 : (from + to) / 2;
}
