import { withUnit } from '../../text/number.ts';
import { widthOf } from '../../text/width.ts';
import { rangeText } from '../plot/number.ts';
import { extremes, slice } from '../plot/range.ts';
import type { Plot } from '../plot.ts';
import type { ChartLayout } from './chart-layout.ts';
import { type Canvas, drawArea, drawLine, drawMarks } from './draw.ts';
import { fitText, wrapText } from './fit-text.ts';
import { type Grid, grid, rowText } from './grid.ts';
import { strip } from './strip.ts';
import { marksByRow, valueLabels } from './value-axis.ts';

/** Row -> what stands beside it on the axis. */
type AxisLabels = ReadonlyMap<number, string>;

/** The accept percentage as an area against the targets of the steps. */
export function acceptBlock(plot: Plot, layout: ChartLayout): string[] {
  const { acceptRows: rows } = layout;
  const canvas = canvasOf(plot, rows, layout);
  drawArea(canvas, slice(plot.column, layout.buckets, layout.plotWidth));
  drawAllMarks(canvas, plot);
  const labels = valueLabels(plot, rows);
  const title = layout.paint('bold', `${plot.title}, % of requests`);
  return [title, ...framed(canvas.grid, labels, layout), ...strip(plot, layout)];
}

/** A driver as a line against its thresholds. */
export function driverBlock(plot: Plot, layout: ChartLayout): string[] {
  const { driverRows: rows } = layout;
  const canvas = canvasOf(plot, rows, layout);
  const dots = layout.plotWidth * (layout.glyphs.braille ? 2 : 1);
  drawLine(canvas, slice(plot.column, layout.buckets, dots));
  const found = extremes(plot.column, layout.buckets);
  drawAllMarks(canvas, plot);
  return [
    ...driverTitle(plot, foundText(found, plot.unit), layout),
    ...framed(canvas.grid, valueLabels(plot, rows), layout),
    ...strip(plot, layout),
  ];
}

const canvasOf = (plot: Plot, rows: number, { plotWidth, glyphs }: ChartLayout): Canvas => ({
  grid: grid(plotWidth, rows),
  range: plot,
  glyphs,
});

function drawAllMarks(canvas: Canvas, plot: Plot): void {
  for (const [row, marks] of marksByRow(plot, canvas.grid.length)) drawMarks(canvas, row, marks);
}

/** The name of a signal with its range and criteria; these stand in lines of their own where one line has no room. */
function driverTitle(plot: Plot, range: string, { width, paint }: ChartLayout): string[] {
  const facts = [range, ...plot.criteria.map((criterion) => criterion.text)].join(', ');
  const title = fitText(plot.title, width);
  const aside = fitText(asideOf(plot), width - widthOf(title));
  const name = `${paint('bold', title)}${paint('dim', aside)}`;
  if (widthOf(title) + widthOf(aside) + 2 + widthOf(facts) <= width) return [`${name}  ${facts}`];
  return [name, ...wrapText(facts, width - 2).map((line) => `  ${line}`)];
}

/** The name of a signal beside what it measures. */
const asideOf = ({ title, column: { name } }: Plot): string => (title === name ? '' : ` (${name})`);

function foundText(found: readonly [number, number] | undefined, unit: string): string {
  if (!found) return 'no value at all';
  return withUnit(rangeText(...found), unit);
}

const framed = (drawing: Grid, labels: AxisLabels, { axisWidth, glyphs, paint }: ChartLayout): string[] =>
  drawing.map((row, y) => {
    const label = labels.get(y);
    const edge = label === undefined ? glyphs.axis : glyphs.tee;
    return `${(label ?? '').padStart(axisWidth)} ${paint('dim', edge)}${rowText(row, paint)}`;
  });
