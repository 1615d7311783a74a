import type { Measure } from '../circuit/plan.ts';
import type { Reading } from '../circuit/reading.ts';
import type { Criterion } from '../rollout/criterion.ts';
import type { Driver } from '../rollout/drivers.ts';
import type { Seconds } from '../text/duration.ts';
import type { Moment } from '../text/time.ts';
import { isMetBy } from './direct-criteria.ts';
import type { Look } from './period.ts';
import { momentOf } from './period.ts';
import { coverageOf, quantile, type Readings } from './readings.ts';
import { type Stretch, stretchOf } from './stretch.ts';

/** A part of the period: `seconds` are those of its points, each for the step to the next. */
export interface Spell {
  readonly from: Moment;
  readonly to: Moment;
  readonly seconds: Seconds;
}

/** A criterion of a query; what it gave is known only where it compares the query itself with a constant. */
export interface CriterionRow {
  readonly criterion: Criterion;
  /** The share of points at which it was met. */
  readonly met?: number;
  /** The longest time it was met without a break, and the value farthest beyond the threshold in it. */
  readonly longest?: Spell & { readonly extreme: Reading };
}

/** What one query gives; statistics are NaN where the period has no values. */
export interface PreflightRow {
  readonly signal: string;
  readonly measure: Measure;
  readonly query: string;
  readonly now: Reading;
  readonly min: Reading;
  readonly median: Reading;
  readonly p95: Reading;
  readonly max: Reading;
  /** The moments it was looked at; their distance in seconds. */
  readonly from: Moment;
  readonly to: Moment;
  readonly step: Seconds;
  readonly points: number;
  /** The evaluations of a run in the same time. */
  readonly evaluations: number;
  /** The share of points with a value. */
  readonly coverage: number;
  readonly nan: number;
  readonly infinite: number;
  readonly several: number;
  readonly longestGap?: Spell;
  readonly longestSeveral?: Spell;
  readonly criteria: readonly CriterionRow[];
  /** A few words, starting with `ok` where nothing is wrong. */
  readonly result: string;
}

/** What one query gave: now, over the period, and in a few words. */
interface Outcome {
  readonly now: Reading;
  readonly look: Look;
  readonly readings: Readings;
  readonly result: string;
}

export function preflightRow(driver: Driver, { now, look, readings, result }: Outcome): PreflightRow {
  const { ascending, span, invalid, several } = readings;
  return {
    signal: driver.signal,
    measure: driver.measure,
    query: driver.query_string,
    now,
    min: quantile(ascending, 0),
    median: quantile(ascending, 0.5),
    p95: quantile(ascending, 0.95),
    max: quantile(ascending, 1),
    from: momentOf(span, 0),
    to: momentOf(span, span.count - 1),
    step: span.step / 1000,
    points: span.count,
    evaluations: look.evaluations,
    coverage: coverageOf(readings),
    nan: readings.nan,
    infinite: readings.infinite,
    several: several.points,
    longestGap: spellOf(readings, invalid),
    longestSeveral: spellOf(readings, several),
    criteria: driver.criteria.map((criterion) => criterionRow(criterion, driver.signal, readings)),
    result,
  };
}

/** The longest run as a time; undefined where there is none. */
export function spellOf({ span }: Readings, { first, length }: Stretch): Spell | undefined {
  if (length === 0) return undefined;
  return {
    from: momentOf(span, first),
    to: momentOf(span, first + length - 1),
    seconds: (length * span.step) / 1000,
  };
}

function criterionRow(criterion: Criterion, signal: string, readings: Readings): CriterionRow {
  const { threshold } = criterion;
  if (criterion.lhs !== signal || threshold === undefined || readings.ascending.length === 0)
    return { criterion };
  const { values } = readings.chunk;
  const stretch = stretchOf(readings.span.count, (point) =>
    isMetBy({ ...criterion, threshold }, values[point]!),
  );
  const met = stretch.points / readings.span.count;
  const spell = spellOf(readings, stretch);
  if (!spell) return { criterion, met };
  const inside = values.subarray(stretch.first, stretch.first + stretch.length);
  return { criterion, met, longest: { ...spell, extreme: extremeOf(inside, threshold) } };
}

/** The value farthest from the threshold. */
function extremeOf(values: Float64Array, threshold: number): Reading {
  let extreme = values[0]!;
  for (const value of values)
    if (Math.abs(value - threshold) > Math.abs(extreme - threshold)) extreme = value;
  return extreme;
}
