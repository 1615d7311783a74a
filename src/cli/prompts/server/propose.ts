import { quantile } from '../../../preflight/readings.ts';
import type { Scale } from '../criteria.ts';
import type { Day } from './day.ts';

/** Thresholds that a query's last day suggests, as they are typed. */
export interface Proposal {
  readonly forward: string;
  readonly reset: string;
}

/** Where fewer moments of the day have a value, it says too little. */
const MIN_COVERAGE = 0.5;
/** The share of the day's values that are as good as this, for low and for high good ones. */
const FORWARD_SHARE = { low: 0.95, high: 0.05 } as const;
const FORWARD_MARGIN = 0.1;
const RESET_MARGIN = 0.25;
const DIGITS = 2;

/**
 * Forward 10 % beyond what 95 % of the day's values kept, reset 25 % beyond the worst of them; rounded away from the
 * values to two digits. Undefined for a query that is dead: without a value now or for half of the day, infinite at times,
 * or the same all day, since nothing can be learnt from it.
 */
export function proposeThresholds(day: Day, { isLowGood, unit }: Scale): Proposal | undefined {
  const { ascending, now, coverage } = day;
  const min = quantile(ascending, 0);
  const max = quantile(ascending, 1);
  if (Number.isNaN(now) || coverage < MIN_COVERAGE || min === max) return undefined;
  if (!Number.isFinite(min) || !Number.isFinite(max)) return undefined;
  const usual = quantile(ascending, isLowGood ? FORWARD_SHARE.low : FORWARD_SHARE.high);
  const forward = beyond(usual, FORWARD_MARGIN, isLowGood);
  const reset = beyond(isLowGood ? max : min, RESET_MARGIN, isLowGood);
  const isOrdered = isLowGood ? forward < reset : forward > reset;
  const isPossible = unit !== '%' || (forward > 0 && reset <= 100);
  if (!isOrdered || !isPossible) return undefined;
  return { forward: String(forward), reset: String(reset) };
}

/** A figure moved away by a share of itself, and rounded further away. */
function beyond(figure: number, margin: number, isUp: boolean): number {
  const moved = figure + (isUp ? 1 : -1) * margin * Math.abs(figure);
  if (moved === 0) return 0;
  const step = 10 ** (Math.floor(Math.log10(Math.abs(moved))) + 1 - DIGITS);
  const steps = Number((moved / step).toPrecision(12));
  return Number(((isUp ? Math.ceil(steps) : Math.floor(steps)) * step).toPrecision(DIGITS + 1));
}
