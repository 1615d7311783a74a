import { type Criterion, DIRECTIONS, isMet } from '../../rollout/criterion.ts';
import { criteriaOf } from '../../rollout/drivers.ts';
import { rampOf } from '../../rollout/ramp.ts';
import type { RunSeries, SignalSeries } from '../../run/series.ts';
import { formatSpoken } from '../../text/duration.ts';
import { isTrueIn } from '../plot/range.ts';
import { columnOf, type Rehearsal } from '../plot.ts';
import { metText, unmetText } from '../sentence/criterion.ts';
import { titleIn } from '../sentence/names.ts';

/** Buckets of a run, `to` exclusive. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/**
 * The longest span between start and end in which nothing moved the ramp; undefined where it moved in every
 * bucket.
 */
export function longestHold({ plan, series }: Rehearsal): Span | undefined {
  const ramp = rampOf(plan);
  if (!ramp) return undefined;
  const columns = DIRECTIONS.map((direction) => columnOf(ramp.keys[direction], series));
  const [forward] = columns;
  if (!forward) return undefined;
  const moving = [...columns, series.column(ramp.columns.atEnd)];
  let start = 0;
  while (start < series.buckets && !isTrueIn(forward, start)) start++;
  return longestSpan(start, series.buckets, (b) => !moving.some((column) => isTrueIn(column, b)));
}

/**
 * Which criterion kept forward from being true for most of a span, in words: `AVERAGE_LATENCY_0 at or above 75 ms`;
 * undefined where none did.
 */
export function blockerIn({ plan, series }: Rehearsal, span: Span): string | undefined {
  const unmet = criteriaOf(plan, 'forward').map((criterion) => ({
    criterion,
    buckets: unmetBuckets(series.column(criterion.output), span),
  }));
  const [worst] = unmet.sort((a, b) => b.buckets - a.buckets);
  if (!worst || !isMost(worst.buckets, span)) return undefined;
  const { criterion } = worst;
  if (isMissing(criterion, series, span)) return `${titleIn(plan, criterion.lhs)} without a value`;
  if (!isWaiting(criterion, series, span)) return unmetText(criterion, plan);
  return `${metText(criterion, plan)} for less than ${formatSpoken(criterion.trueFor)}`;
}

/** In how many buckets a criterion was not met at every tick. */
function unmetBuckets(output: SignalSeries | undefined, span: Span): number {
  if (!output) return 0;
  return count(span, (bucket) => !(output.min[bucket]! > 0));
}

/** Whether the left side was without a value for most of a span. */
function isMissing({ lhs }: Criterion, series: RunSeries, span: Span): boolean {
  const column = series.column(lhs);
  if (!column) return false;
  return isMost(
    count(span, (bucket) => Number.isNaN(column.max[bucket]!)),
    span,
  );
}

/** Whether the comparison itself was met for most of a span, but not for as long as it must be. */
function isWaiting(criterion: Criterion, series: RunSeries, span: Span): boolean {
  const { operator, lhs, rhs, threshold = Number.NaN, trueFor } = criterion;
  const left = series.column(lhs);
  const right = rhs === undefined ? undefined : series.column(rhs);
  if (!left || trueFor === 0) return false;
  const met = count(span, (b) => isMet(operator, left.last[b]!, right ? right.last[b]! : threshold));
  return isMost(met, span);
}

const isMost = (buckets: number, { from, to }: Span): boolean => buckets * 2 > to - from;

function count({ from, to }: Span, matches: (bucket: number) => boolean): number {
  let found = 0;
  for (let bucket = from; bucket < to; bucket++) if (matches(bucket)) found++;
  return found;
}

function longestSpan(start: number, end: number, holds: (bucket: number) => boolean): Span | undefined {
  let longest: Span = { from: start, to: start };
  let from = start;
  while (from < end) {
    let to = from;
    while (to < end && holds(to)) to++;
    if (to - from > longest.to - longest.from) longest = { from, to };
    from = to + 1;
  }
  if (longest.from === longest.to) return undefined;
  return longest;
}
