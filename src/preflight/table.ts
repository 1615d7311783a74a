import type { Measure } from '../circuit/plan.ts';
import { type Criterion, comparisonText } from '../rollout/criterion.ts';
import { formatSpoken } from '../text/duration.ts';
import { formatNumber, formatPercent, withUnit } from '../text/number.ts';
import { formatMoment } from '../text/time.ts';
import type { CriterionRow, PreflightRow, Spell } from './row.ts';

const HEAD = ['', 'now', 'min', 'median', 'p95', 'max', 'values', 'result'];

/**
 * The table a person reads before a run: the period and how much of it was looked at; for each query a line of
 * numbers, what its criteria and gaps were, and the query itself. Empty without queries.
 */
export function preflightTable(rows: readonly PreflightRow[]): string {
  if (rows.length === 0) return '';
  const [head, ...body] = aligned([HEAD, ...rows.map(cellsOf)]);
  const lines = body.flatMap((line, i) => [line, ...detailsOf(rows[i]!)]);
  return `${[headerOf(rows), head, ...lines].join('\n')}\n`;
}

/** What was looked at: `queries from A to B (14 d), every 5 min; now is B`. */
function headerOf(rows: readonly PreflightRow[]): string {
  const from = Math.min(...rows.map((row) => row.from));
  const to = Math.max(...rows.map((row) => row.to));
  const steps = [...new Set(rows.map(({ step }) => formatSpoken(step)))];
  const times = `from ${formatMoment(from)} to ${formatMoment(to)} (${formatSpoken(to - from)})`;
  const sampled = rows.some(({ points, evaluations }) => points < evaluations);
  const every = `every ${steps.join(' or ')}${sampled ? ', not at every tick' : ''}`;
  return `queries ${times}, ${every}; now is ${formatMoment(to)}`;
}

const cellsOf = ({ measure, now, min, median, p95, max, coverage, result }: PreflightRow): string[] => [
  nameOf(measure),
  ...[now, min, median, p95, max].map((value) => (Number.isNaN(value) ? '-' : formatNumber(value))),
  formatPercent(coverage),
  result,
];

/** What is measured and in what: `average latency, ms`. */
const nameOf = ({ title, unit }: Measure): string => (unit === '' ? title : `${title}, ${unit}`);

function detailsOf(row: PreflightRow): string[] {
  const criteria = row.criteria.map((one) => criterionLine(one, row));
  const text = row.query.replace(/\s+/g, ' ').trim();
  const query = row.measure.title === row.signal ? text : `${row.signal}: ${text}`;
  return [...criteria, ...gapLines(row), query].map((line) => `  ${line}`);
}

/** `reset > 100: 3 % of the time, longest 2 min from T to T, up to 130`. */
function criterionLine({ criterion, met, longest }: CriterionRow, row: PreflightRow): string {
  const { unit } = row.measure;
  const text = criterionText(criterion, row.signal, unit);
  if (met === undefined) return text;
  if (!longest) return `${text}: never`;
  const extreme = `${longest.extreme < criterion.threshold! ? 'down' : 'up'} to ${withUnit(formatNumber(longest.extreme), unit)}`;
  return `${text}: ${formatPercent(met)} of the time, longest ${spellText(longest)}, ${extreme}`;
}

/** `reset > 100`; `reset EMA > 100` where another signal is compared. */
function criterionText(criterion: Criterion, signal: string, unit: string): string {
  const subject = criterion.lhs === signal ? [] : [criterion.lhs];
  return [criterion.direction, ...subject, comparisonText(criterion, unit)].join(' ');
}

function gapLines({ points, nan, infinite, several, longestGap, longestSeveral }: PreflightRow): string[] {
  const lines: string[] = [];
  if (longestGap) lines.push(`no value: longest ${spellText(longestGap)}`);
  if (longestSeveral)
    lines.push(`several series: ${several} of ${points}, longest ${spellText(longestSeveral)}`);
  if (nan > 0) lines.push(`NaN: ${nan} of ${points}`);
  if (infinite > 0) lines.push(`infinite: ${infinite} of ${points}`);
  return lines;
}

const spellText = ({ from, to, seconds }: Spell): string =>
  `${formatSpoken(seconds)} from ${formatMoment(from)} to ${formatMoment(to)}`;

/** Columns of equal width; numbers to the right, the first and the last column to the left. */
function aligned(cells: readonly (readonly string[])[]): string[] {
  const widths = HEAD.map((_, column) => Math.max(...cells.map((row) => row[column]!.length)));
  const pad = (cell: string, column: number): string => {
    const isText = column === 0 || column === HEAD.length - 1;
    return isText ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!);
  };
  return cells.map((row) => row.map(pad).join('  ').trimEnd());
}
