import type { Plot } from '../plot.ts';
import { ASCII, type Glyphs, UNICODE } from './glyphs.ts';
import { type Paint, painter } from './paint.ts';
import { valueLabels } from './value-axis.ts';

/** `width` in terminal columns, at least 40; without `unicode` the chart is plain ASCII. */
export interface ChartOptions {
  readonly width: number;
  readonly colour: boolean;
  readonly unicode?: boolean;
}

/** How the parts of a chart are drawn. Widths are in terminal columns. */
export interface ChartLayout {
  readonly axisWidth: number;
  /** Lines of each driver's plot. */
  readonly driverRows: number;
  readonly plotWidth: number;
  /** Of a whole line. */
  readonly width: number;
  /** Buckets of the run. */
  readonly buckets: number;
  readonly glyphs: Glyphs;
  readonly paint: Paint;
}

const MIN_WIDTH = 40;
const MIN_AXIS_WIDTH = 4;

/** Lines of the accept percentage. */
export const ACCEPT_ROWS = 6;

export function chartLayout(plots: readonly Plot[], buckets: number, options: ChartOptions): ChartLayout {
  const { width, colour, unicode = true } = options;
  const driverRows = driverRowsOf(plots.filter(({ scale }) => scale === 'reading').length);
  const labels = plots.flatMap((plot) => [...valueLabels(plot, rowsOf(plot, driverRows)).values()]);
  const axisWidth = Math.max(MIN_AXIS_WIDTH, ...labels.map((label) => label.length));
  const plotWidth = Math.max(MIN_WIDTH, width) - axisWidth - 3;
  return {
    driverRows,
    axisWidth,
    plotWidth,
    width: axisWidth + plotWidth + 2,
    buckets,
    glyphs: unicode ? UNICODE : ASCII,
    paint: painter(colour),
  };
}

const rowsOf = ({ scale }: Plot, driverRows: number): number =>
  scale === 'share' ? ACCEPT_ROWS : driverRows;

/** The more drivers, the lower the plot of each. */
function driverRowsOf(drivers: number): number {
  if (drivers === 1) return 6;
  if (drivers <= 3) return 4;
  return 3;
}
