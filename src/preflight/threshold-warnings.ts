import { type Diagnostic, diagnostic, type Place } from '../errors/rollout-error.ts';
import { comparisonText } from '../rollout/criterion.ts';
import type { Driver } from '../rollout/drivers.ts';
import { formatSpoken } from '../text/duration.ts';
import { formatNumber } from '../text/number.ts';
import { type DirectCriterion, directCriteria, isMetBy } from './direct-criteria.ts';
import { momentOf } from './period.ts';
import { quantile, type Readings } from './readings.ts';

/**
 * A threshold this many times above or below all values is in another unit, as milliseconds are to seconds.
 */
const IMPLAUSIBLE_FACTOR = 200;

/** Warnings about criteria on the query itself whose threshold its past values contradict. */
export function thresholdWarnings(driver: Driver, readings: Readings, place: Place): Diagnostic[] {
  if (readings.ascending.length === 0) return [];
  return directCriteria(driver).flatMap((criterion) => thresholdWarning(criterion, readings, place) ?? []);
}

function thresholdWarning(
  criterion: DirectCriterion,
  { ascending: values, span }: Readings,
  place: Place,
): Diagnostic | undefined {
  const { lhs: signal, direction, threshold } = criterion;
  if (isImplausible(threshold, values)) {
    const median = formatNumber(quantile(values, 0.5));
    const params = { signal, direction, threshold: formatNumber(threshold), median };
    return diagnostic('PROM_IMPLAUSIBLE', params, place);
  }
  if (direction !== 'forward' || values.some((value) => isMetBy(criterion, value))) return undefined;
  const looked = formatSpoken(momentOf(span, span.count - 1) - momentOf(span, 0));
  const step = formatSpoken(span.step / 1000);
  const params = { signal, direction, comparison: comparisonText(criterion), span: looked, step };
  return diagnostic('PROM_NEVER', params, place);
}

/** Zero and infinities compare with any size. */
function isImplausible(threshold: number, values: Float64Array): boolean {
  const ascending = values.filter(Number.isFinite);
  if (ascending.length === 0) return false;
  const size = Math.abs(threshold);
  const least = Math.abs(ascending[0]!);
  const most = Math.abs(ascending.at(-1)!);
  if (size === 0 || most === 0) return false;
  const isFarAbove = size / Math.max(least, most) >= IMPLAUSIBLE_FACTOR;
  const isFarBelow = Math.min(least, most) / size >= IMPLAUSIBLE_FACTOR;
  return isFarAbove || isFarBelow;
}
