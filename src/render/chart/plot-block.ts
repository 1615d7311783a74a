import { rangeText, shortNumber } from '../plot/number.ts';
import { extremes, slice } from '../plot/range.ts';
import type { Plot } from '../plot.ts';
import type { ChartLayout } from './chart-layout.ts';
import { type Canvas, drawArea, drawLine, drawMark } from './draw.ts';
import { fitText } from './fit-text.ts';
import { type Grid, grid, rowText } from './grid.ts';
import { strip } from './strip.ts';

/** Row -> what stands beside it on the axis. */
type AxisLabels = ReadonlyMap<number, string>;

const ACCEPT_ROWS = 6;

/** The accept percentage as an area against the targets of the steps. */
export function acceptBlock(plot: Plot, layout: ChartLayout): string[] {
  const canvas = canvasOf(plot, ACCEPT_ROWS, layout);
  drawArea(canvas, slice(plot.column, layout.buckets, layout.plotWidth));
  const ends: [number, string][] = [
    [0, '100'],
    [ACCEPT_ROWS - 1, '0'],
  ];
  const labels = new Map([...ends, ...drawMarks(canvas, plot)]);
  const title = layout.paint('bold', `${plot.title}, % of requests`);
  return [title, ...framed(canvas.grid, labels, layout), ...strip(plot, layout)];
}

/** A driver as a line against its thresholds. */
export function driverBlock(plot: Plot, rows: number, layout: ChartLayout): string[] {
  const canvas = canvasOf(plot, rows, layout);
  const dots = layout.plotWidth * (layout.glyphs.braille ? 2 : 1);
  drawLine(canvas, slice(plot.column, layout.buckets, dots));
  const found = extremes(plot.column, layout.buckets);
  const labels = new Map<number, string>();
  if (found) labels.set(0, shortNumber(plot.high, 3)).set(rows - 1, shortNumber(plot.low, 3));
  for (const [row, label] of drawMarks(canvas, plot)) labels.set(row, label);
  return [
    driverTitle(plot, foundText(found), layout),
    ...framed(canvas.grid, labels, layout),
    ...strip(plot, layout),
  ];
}

const canvasOf = (plot: Plot, rows: number, { plotWidth, glyphs }: ChartLayout): Canvas => ({
  grid: grid(plotWidth, rows),
  range: plot,
  glyphs,
});

const drawMarks = (canvas: Canvas, { marks }: Plot): [number, string][] =>
  marks.map((mark) => [drawMark(canvas, mark), shortNumber(mark.value)]);

function driverTitle({ title, criteria }: Plot, range: string, { width, paint }: ChartLayout): string {
  const facts = [range, ...criteria.map((criterion) => criterion.text)].join(', ');
  const name = fitText(title, width);
  return `${paint('bold', name)}${fitText(`  ${facts}`, width - name.length)}`;
}

function foundText(found: readonly [number, number] | undefined): string {
  if (!found) return 'no value at all';
  return rangeText(...found);
}

const framed = (drawing: Grid, labels: AxisLabels, { axisWidth, glyphs, paint }: ChartLayout): string[] =>
  drawing.map((row, y) => {
    const label = labels.get(y);
    const edge = label === undefined ? glyphs.axis : glyphs.tee;
    return `${(label ?? '').padStart(axisWidth)} ${paint('dim', edge)}${rowText(row, paint)}`;
  });
