import { type Column, cell, row, scrolled, table } from '../page/table.ts';
import { rangeText } from '../plot/number.ts';
import { bucketAt, type Slices, slice } from '../plot/range.ts';
import { tickTime } from '../plot/time.ts';
import { acceptPlot, driverPlots } from '../plot.ts';
import { tickCounts } from '../summary/count-lines.ts';
import { escapeXml } from '../xml.ts';
import type { ReportModel } from './model.ts';

const MAX_READINGS = 48;

/** The signals as numbers, at most 48 rows: what the plots show, for those who do not see them. */
export function readingTable(model: ReportModel): string {
  const { series, result } = model;
  const plots = [acceptPlot(model) ?? [], driverPlots(model)].flat();
  const count = Math.min(MAX_READINGS, series.buckets);
  const slices = plots.map(({ column }) => slice(column, series.buckets, count));
  const rows = Array.from({ length: count }, (_, i) => {
    const tick = bucketAt(i, count, series.buckets) * series.ticksPerBucket;
    const readings = slices.map((signal) => cell(readingText(signal, i), 'number'));
    return row([cell(tickTime(result, tick)), ...readings]);
  });
  const columns = [{ title: 'From' }, ...plots.map(({ title }) => ({ title, style: 'number' as const }))];
  return scrolled('wide', 'Readings', table(columns, rows));
}

function readingText({ min, max }: Slices, i: number): string {
  if (Number.isNaN(min[i]!)) return 'invalid';
  return rangeText(min[i]!, max[i]!);
}

/** How many ticks moved the ramp which way, and how many had no value. */
export function countTable(model: ReportModel): string {
  const rows = tickCounts(model).map(({ name, ticks }) =>
    row([cell(escapeXml(name)), cell(ticks.toLocaleString('en-US'), 'number')]),
  );
  const columns: Column[] = [{ title: 'Decision' }, { title: 'Ticks', style: 'number' }];
  return `<div class="counts">${table(columns, rows)}</div>`;
}
