import { formatGo, type Seconds } from '../text/duration.ts';
import type { Stage } from './stage.ts';

/** How a ramp gets from its first percentage to its last: t is the share of the time, the result the share of the way. */
const shapes = {
  linear: (t: number) => t,
  exponential: (t: number, from: number, to: number) => (from * (to / from) ** t - from) / (to - from),
  's-curve': (t: number) => t * t * (3 - 2 * t),
} as const;

export type Shape = keyof typeof shapes;
export const SHAPES = Object.keys(shapes) as readonly Shape[];

/** `steps` stages from `from` (at once) to `to` (when `over` has passed). */
export interface Curve {
  readonly shape: Shape;
  readonly from: number;
  readonly to: number;
  readonly over: Seconds;
  readonly steps: number;
}

/** Grains a step's end is rounded to: the largest of which this many make a step. */
const FINENESS = 40;
const GRAINS: readonly Seconds[] = [3600, 900, 300, 60, 10, 1, 0.1, 0.01, 0.001];

/** Why a curve cannot be drawn, as a flag and what it takes; `undefined` when it can. */
export function curveFault({
  shape,
  from,
  to,
  over,
  steps,
}: Curve): { flag: string; got: string; expected: string } | undefined {
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

/** The stages of a curve: percentages with two figures, ends rounded to a handy unit, the whole exactly `over` long. */
export function drawCurve(curve: Curve): Stage[] {
  const { from, to, over, steps } = curve;
  const grain = GRAINS.find((size) => size * FINENESS <= over / (steps - 1)) ?? 0.001;
  const endOf = (i: number): Seconds =>
    i === steps - 1 ? over : Math.round((i * over) / (steps - 1) / grain) * grain;
  return Array.from({ length: steps }, (_, i) => ({
    target_accept_percentage: i === 0 ? from : i === steps - 1 ? to : percentageAt(curve, i / (steps - 1)),
    duration: i === 0 ? '0s' : formatShort(endOf(i) - endOf(i - 1)),
  }));
}

function percentageAt({ shape, from, to, steps }: Curve, t: number): number {
  const exact = from + (to - from) * shapes[shape](t, from, to);
  return Math.min(to, Math.max(from, Number(exact.toPrecision(steps > 20 ? 4 : 2))));
}

/** The shortest spelling of a duration that values take: `10h15m`, `1h`, `90s` as `1m30s`. */
export const formatShort = (seconds: Seconds): string =>
  formatGo(Math.round(seconds * 1e9) / 1e9)
    .replace(/([hm])0s$/, '$1')
    .replace(/h0m$/, 'h');
