import type { Reading } from '../circuit/reading.ts';
import type { Diagnostic } from '../errors/rollout-error.ts';
import type { Answer } from '../prometheus/api/answer.ts';
import { type MissingReason, missingReasonText } from '../prometheus/missing-reason.ts';
import { type Criterion, comparisonText } from '../rollout/criterion.ts';
import type { Driver } from '../rollout/drivers.ts';
import { directCriteria, isMetBy } from './direct-criteria.ts';
import { quantile } from './past.ts';

/** What one query gives; statistics are NaN where the span has no values. */
export interface PreflightRow {
  readonly signal: string;
  readonly query: string;
  readonly now: Reading;
  readonly min: Reading;
  readonly median: Reading;
  readonly p95: Reading;
  readonly max: Reading;
  /** `reset > 100`. */
  readonly thresholds: readonly string[];
  /** A few words, starting with `ok` where nothing is wrong. */
  readonly result: string;
}

/** What one query gave: now, over the span before (ascending), and in a few words. */
type Outcome = Pick<PreflightRow, 'now' | 'result'> & { readonly past: Float64Array };

export const preflightRow = (driver: Driver, { now, past, result }: Outcome): PreflightRow => ({
  signal: driver.signal,
  query: driver.query_string,
  now,
  min: quantile(past, 0),
  median: quantile(past, 0.5),
  p95: quantile(past, 0.95),
  max: quantile(past, 1),
  thresholds: driver.criteria.map((criterion) => thresholdText(criterion, driver.signal)),
  result,
});

function thresholdText(criterion: Criterion, signal: string): string {
  const subject = criterion.lhs === signal ? [] : [criterion.lhs];
  return [criterion.direction, ...subject, comparisonText(criterion)].join(' ');
}

const SHORT_TEXTS: Readonly<Record<string, string>> = {
  PROM_WINDOW: 'window too short',
  PROM_IMPLAUSIBLE: 'check the unit',
  PROM_NEVER: 'forward never held',
};

/** The result of a query in a few words, from its answer now and its faults. */
export function resultOf(driver: Driver, { value, missing }: Answer, faults: readonly Diagnostic[]): string {
  const texts = faults.flatMap(({ code }) => SHORT_TEXTS[code] ?? []);
  if (missing) texts.unshift(shortReason(missing));
  if (texts.length > 0) return [...new Set(texts)].join(', ');
  const met = directCriteria(driver).filter((criterion) => isMetBy(criterion, value));
  if (met.length === 0) return 'ok';
  return `ok, ${met.map(({ direction }) => direction).join(' and ')} now`;
}

function shortReason(missing: MissingReason): string {
  if (missing.kind === 'many_series') return `${missing.count} series, not one`;
  return missingReasonText(missing).replace(/^the query /, '');
}
