import { type Diagnostic, diagnostic, type Place } from '../errors/rollout-error.ts';
import { comparisonText } from '../rollout/criterion.ts';
import type { Driver } from '../rollout/drivers.ts';
import { formatSpoken, type Seconds } from '../text/duration.ts';
import { formatNumber } from '../text/number.ts';
import { type DirectCriterion, directCriteria, isMetBy } from './direct-criteria.ts';
import { quantile } from './past.ts';

/**
 * A threshold this many times above or below all values is in another unit, as milliseconds are to seconds.
 */
const IMPLAUSIBLE_FACTOR = 200;

/** The valid values of a query, ascending, and the span they were read over. */
interface Past {
  readonly values: Float64Array;
  readonly span: Seconds;
}

/** Warnings about criteria on the query itself whose threshold its past values contradict. */
export function thresholdWarnings(driver: Driver, past: Past, place: Place): Diagnostic[] {
  if (past.values.length === 0) return [];
  return directCriteria(driver).flatMap((criterion) => thresholdWarning(criterion, past, place) ?? []);
}

function thresholdWarning(
  criterion: DirectCriterion,
  { values, span }: Past,
  place: Place,
): Diagnostic | undefined {
  const { lhs: signal, direction, threshold } = criterion;
  if (isImplausible(threshold, values)) {
    const median = formatNumber(quantile(values, 0.5));
    const params = { signal, direction, threshold: formatNumber(threshold), median };
    return diagnostic('PROM_IMPLAUSIBLE', params, place);
  }
  if (direction !== 'forward' || values.some((value) => isMetBy(criterion, value))) return undefined;
  const params = { signal, direction, comparison: comparisonText(criterion), span: formatSpoken(span) };
  return diagnostic('PROM_NEVER', params, place);
}

/** Zero compares with any size. */
function isImplausible(threshold: number, ascending: Float64Array): boolean {
  const size = Math.abs(threshold);
  const least = Math.abs(ascending[0]!);
  const most = Math.abs(ascending.at(-1)!);
  if (size === 0 || most === 0) return false;
  const isFarAbove = size / Math.max(least, most) >= IMPLAUSIBLE_FACTOR;
  const isFarBelow = Math.min(least, most) / size >= IMPLAUSIBLE_FACTOR;
  return isFarAbove || isFarBelow;
}
