import { formatShort, type Seconds } from '../text/duration.ts';
import type { Stage } from './stage.ts';

/**
 * How a ramp gets from its first percentage to its last: t is the share of the time, the result the share of
 * the way.
 */
const shapes = {
  linear: (t: number) => t,
  exponential: (t: number, from: number, to: number) => (from * (to / from) ** t - from) / (to - from),
  's-curve': (t: number) => t * t * (3 - 2 * t),
} as const;

export type CurveShape = keyof typeof shapes;
export const CURVE_SHAPES = Object.keys(shapes) as readonly CurveShape[];

/** `steps` stages from `from` (at once) to `to` (when `over` has passed). */
export interface Curve {
  readonly shape: CurveShape;
  readonly from: number;
  readonly to: number;
  readonly over: Seconds;
  readonly steps: number;
}

/** More steps than this need more than two figures to differ. */
const MANY_STEPS = 20;
/** What the end of a step is rounded to: the largest grain of which a step has this many. */
const MIN_GRAINS_PER_STEP = 40;
const GRAINS: readonly Seconds[] = [3600, 900, 300, 60, 10, 1, 0.1, 0.01, 0.001];

/** A flag, what it got and what it takes: the parameters of USAGE_VALUE. */
interface CurveFault {
  readonly flag: string;
  readonly got: string;
  readonly expected: string;
}

/** Why a curve cannot be drawn; `undefined` when it can. */
export function curveFault({ shape, from, to, over, steps }: Curve): CurveFault | undefined {
  const fault = (flag: string, got: number, expected: string) => ({ flag, got: String(got), expected });
  if (!(from >= 0 && from <= 100)) return fault('--from', from, 'a percentage from 0 to 100');
  if (!(to > from && to <= 100)) return fault('--to', to, `a percentage above --from (${from}), at most 100`);
  if (shape === 'exponential' && from === 0)
    return fault('--from', from, 'a percentage above 0 for an exponential curve');
  if (!Number.isInteger(steps) || steps < 2 || steps > 100)
    return fault('--steps', steps, 'a whole number from 2 to 100');
  if (!(over / steps >= 0.1)) return fault('--over', over, 'a duration of at least 100ms a step');
  return undefined;
}

/**
 * The stages of a curve: percentages with two figures, ends rounded to a handy unit, the whole exactly `over`
 * long.
 */
export function drawCurve(curve: Curve): Stage[] {
  const ends = stepEnds(curve);
  return ends.map((end, i) => ({
    target_accept_percentage: percentageAt(curve, i),
    duration: formatShort(roundToNano(end - (ends[i - 1] ?? 0))),
  }));
}

/** When each step ends, from the start of the ramp; the first at once. */
function stepEnds({ over, steps }: Curve): Seconds[] {
  const step = over / (steps - 1);
  const grain = GRAINS.find((size) => size * MIN_GRAINS_PER_STEP <= step) ?? 0.001;
  const rounded = Array.from(
    { length: steps - 1 },
    (_, i) => Math.round((i * over) / (steps - 1) / grain) * grain,
  );
  return [...rounded, over];
}

/**
 * The percentage of step `i`: the ends as they were asked for, two figures between them (four with many
 * steps).
 */
function percentageAt({ shape, from, to, steps }: Curve, i: number): number {
  if (i === 0) return from;
  if (i === steps - 1) return to;
  const exact = from + (to - from) * shapes[shape](i / (steps - 1), from, to);
  const figures = steps > MANY_STEPS ? 4 : 2;
  return Math.min(to, Math.max(from, Number(exact.toPrecision(figures))));
}

const roundToNano = (seconds: Seconds): Seconds => Math.round(seconds * 1e9) / 1e9;
