import { comparisonText } from '../rollout/criterion.ts';
import type { Seconds } from '../text/duration.ts';
import { type JsonReading, toJsonReading } from '../text/json-reading.ts';
import { formatMoment } from '../text/time.ts';
import type { CriterionRow, PreflightRow, Spell } from './row.ts';

/** A number; the text `+Inf` or `-Inf`; null where there is no value. */
function reading(value: number): JsonReading | null {
  if (Number.isNaN(value)) return null;
  return toJsonReading(value);
}

/** The whole table as JSON, one entry a query: times in RFC 3339, shares from 0 to 1. */
export const preflightJson = (rows: readonly PreflightRow[]): readonly object[] => rows.map(rowJson);

const rowJson = (row: PreflightRow): object => ({
  signal: row.signal,
  title: row.measure.title,
  unit: row.measure.unit,
  query: row.query,
  result: row.result,
  from: formatMoment(row.from),
  to: formatMoment(row.to),
  step_seconds: row.step,
  points: row.points,
  evaluations: row.evaluations,
  now: reading(row.now),
  min: reading(row.min),
  median: reading(row.median),
  p95: reading(row.p95),
  max: reading(row.max),
  coverage: row.coverage,
  nan: row.nan,
  infinite: row.infinite,
  several_series: row.several,
  longest_gap: spell(row.longestGap),
  longest_several_series: spell(row.longestSeveral),
  criteria: row.criteria.map(criterionJson),
});

const criterionJson = ({ criterion, met, longest }: CriterionRow): object => ({
  direction: criterion.direction,
  signal: criterion.lhs,
  comparison: comparisonText(criterion),
  met: met ?? null,
  longest: longest ? { ...spell(longest), extreme: reading(longest.extreme) } : null,
});

interface SpellJson {
  readonly from: string;
  readonly to: string;
  readonly seconds: Seconds;
}

function spell(of: Spell | undefined): SpellJson | null {
  if (!of) return null;
  return { from: formatMoment(of.from), to: formatMoment(of.to), seconds: of.seconds };
}
