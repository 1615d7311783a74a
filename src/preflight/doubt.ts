import { type Diagnostic, diagnostic, type Place } from '../errors/rollout-error.ts';
import { comparisonText } from '../rollout/criterion.ts';
import type { Driver } from '../rollout/drivers.ts';
import { formatSpoken, type Seconds } from '../text/duration.ts';
import { formatNumber } from '../text/number.ts';
import { type DirectCriterion, directCriteria, holds } from './direct-criteria.ts';
import { quantile } from './past.ts';

const FAR = 200;

/** Criteria on the query itself that can hardly be meant as they are, given its ascending values over a span. */
export function doubt(driver: Driver, past: Float64Array, span: Seconds, place: Place): Diagnostic[] {
  const { signal } = driver;
  if (past.length === 0) return [];
  return directCriteria(driver).flatMap((criterion) => {
    const { direction, threshold } = criterion;
    if (isFar(criterion, past)) {
      const median = formatNumber(quantile(past, 0.5));
      const params = { signal, direction, threshold: formatNumber(threshold), median };
      return [diagnostic('PROM_IMPLAUSIBLE', params, place)];
    }
    if (direction !== 'forward' || past.some((value) => holds(criterion, value))) return [];
    const params = { signal, direction, comparison: comparisonText(criterion), span: formatSpoken(span) };
    return [diagnostic('PROM_NEVER', params, place)];
  });
}

/** Another size altogether, as milliseconds are to seconds. */
function isFar({ threshold }: DirectCriterion, past: Float64Array): boolean {
  const size = Math.abs(threshold);
  const [least, most] = [Math.abs(past[0]!), Math.abs(past.at(-1)!)];
  return size > 0 && most > 0 && (size / Math.max(least, most) >= FAR || Math.min(least, most) / size >= FAR);
}
