import { formatSpoken, type Seconds } from '../text/duration.ts';
import { formatNumber } from '../text/number.ts';
import type { PreflightRow } from './row.ts';

const HEAD = ['', 'now', 'min', 'median', 'p95', 'max', 'verdict'];

/** The table a person reads before a run: a line of numbers a query, its thresholds and the query itself below. */
export function preflightTable(rows: readonly PreflightRow[], span: Seconds): string {
  const cells = [HEAD, ...rows.map(cellsOf)];
  const widths = HEAD.map((_, column) => Math.max(...cells.map((row) => row[column]!.length)));
  const lines = cells.map((row) =>
    row
      .map((cell, column) => pad(cell, widths[column]!, column))
      .join('  ')
      .trimEnd(),
  );
  const below = rows.map(({ thresholds, query }) => [
    ...(thresholds.length > 0 ? [`  ${thresholds.join(', ')}`] : []),
    `  ${oneLine(query)}`,
  ]);
  const [head = '', ...body] = lines;
  const text = [
    `queries over the last ${formatSpoken(span)}`,
    head,
    ...body.flatMap((line, i) => [line, ...below[i]!]),
  ];
  return `${text.join('\n')}\n`;
}

const cellsOf = ({ signal, now, min, median, p95, max, verdict }: PreflightRow): string[] => [
  signal,
  ...[now, min, median, p95, max].map((value) => (Number.isNaN(value) ? '-' : formatNumber(value))),
  verdict,
];

const pad = (cell: string, width: number, column: number): string =>
  column === 0 || column === HEAD.length - 1 ? cell.padEnd(width) : cell.padStart(width);

const oneLine = (query: string): string => query.replace(/\s+/g, ' ').trim();
