import { formatSpoken, type Seconds } from '../text/duration.ts';
import { formatNumber } from '../text/number.ts';
import type { PreflightRow } from './row.ts';

const HEAD = ['', 'now', 'min', 'median', 'p95', 'max', 'result'];

/**
 * The table a person reads before a run: for each query a line of numbers, its thresholds and the query
 * itself.
 */
export function preflightTable(rows: readonly PreflightRow[], span: Seconds): string {
  const [head, ...body] = aligned([HEAD, ...rows.map(cellsOf)]);
  const lines = body.flatMap((line, i) => [line, ...detailsOf(rows[i]!)]);
  return `${[`queries over the last ${formatSpoken(span)}`, head, ...lines].join('\n')}\n`;
}

const cellsOf = ({ signal, now, min, median, p95, max, result }: PreflightRow): string[] => [
  signal,
  ...[now, min, median, p95, max].map((value) => (Number.isNaN(value) ? '-' : formatNumber(value))),
  result,
];

function detailsOf({ thresholds, query }: PreflightRow): string[] {
  const queryLine = `  ${query.replace(/\s+/g, ' ').trim()}`;
  return thresholds.length > 0 ? [`  ${thresholds.join(', ')}`, queryLine] : [queryLine];
}

/** Columns of equal width; numbers to the right, the first and the last column to the left. */
function aligned(cells: readonly (readonly string[])[]): string[] {
  const widths = HEAD.map((_, column) => Math.max(...cells.map((row) => row[column]!.length)));
  const pad = (cell: string, column: number): string => {
    const isText = column === 0 || column === HEAD.length - 1;
    return isText ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!);
  };
  return cells.map((row) => row.map(pad).join('  ').trimEnd());
}
