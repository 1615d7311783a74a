import type { Reading } from '../circuit/reading.ts';
import type { Diagnostic } from '../errors/rollout-error.ts';
import type { Answer } from '../prometheus/api/answer.ts';
import { missingReasonText } from '../prometheus/missing-reason.ts';
import { type Criterion, comparisonText } from '../rollout/criterion.ts';
import type { Driver } from '../rollout/drivers.ts';
import { directCriteria, holds } from './direct-criteria.ts';
import { quantile } from './past.ts';

/** What one query looks like; statistics are NaN where the span has no values. */
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
  /** In a few words, starting with `ok` where nothing is wrong. */
  readonly verdict: string;
}

/** The row of a query that gives `now` and gave `past`, ascending. */
export function preflightRow(
  { signal, query_string: query, criteria }: Driver,
  now: Reading,
  past: Float64Array,
  verdict: string,
): PreflightRow {
  return {
    signal,
    query,
    now,
    min: quantile(past, 0),
    median: quantile(past, 0.5),
    p95: quantile(past, 0.95),
    max: quantile(past, 1),
    thresholds: criteria.map((criterion) => thresholdText(criterion, signal)),
    verdict,
  };
}

const thresholdText = (criterion: Criterion, signal: string): string =>
  `${criterion.direction} ${criterion.lhs === signal ? '' : `${criterion.lhs} `}${comparisonText(criterion)}`;

const VERDICTS: Readonly<Record<string, string>> = {
  PROM_WINDOW: 'window too short',
  PROM_IMPLAUSIBLE: 'check the unit',
  PROM_NEVER: 'forward never held',
};

/** What is to be said of a query, given its answer now and what was found. */
export function verdictOf(driver: Driver, { value, missing }: Answer, found: readonly Diagnostic[]): string {
  const nothing =
    missing?.kind === 'many_series'
      ? `${missing.count} series, not one`
      : missing && missingReasonText(missing).replace(/^the query /, '');
  const doubts = [nothing, ...found.map(({ code }) => VERDICTS[code])].filter(Boolean);
  if (doubts.length > 0) return [...new Set(doubts)].join(', ');
  const now = directCriteria(driver)
    .filter((criterion) => holds(criterion, value))
    .map(({ direction }) => direction);
  return now.length > 0 ? `ok, ${now.join(' and ')} now` : 'ok';
}
