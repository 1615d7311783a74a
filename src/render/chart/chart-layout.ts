import type { Plot } from '../plot.ts';
import { ASCII, type Glyphs, UNICODE } from './glyphs.ts';
import { type Paint, painter } from './paint.ts';
import { valueLabels } from './value-axis.ts';

/** `width` in terminal columns, at least 40; without `unicode` the chart is plain ASCII. */
export interface ChartOptions {
  readonly width: number;
  readonly colour: boolean;
  readonly unicode?: boolean;
  /** Lines of every plot; otherwise as many as suit the number of plots. */
  readonly plotRows?: number;
  /** The buckets a run under way will have: those that have not run yet stay empty at the right. */
  readonly frame?: number;
}

/** How the parts of a chart are drawn. Widths are in terminal columns. */
export interface ChartLayout {
  readonly axisWidth: number;
  /** Lines of the accept percentage. */
  readonly acceptRows: number;
  /** Lines of each driver's plot. */
  readonly driverRows: number;
  readonly plotWidth: number;
  /** Of a whole line. */
  readonly width: number;
  /** Buckets from the left edge to the right one. */
  readonly buckets: number;
  /** Buckets that have run; fewer than those where the run goes on. */
  readonly ran: number;
  readonly glyphs: Glyphs;
  readonly paint: Paint;
}

const MIN_WIDTH = 40;
const MIN_AXIS_WIDTH = 4;

const ACCEPT_ROWS = 6;

export function chartLayout(plots: readonly Plot[], ran: number, options: ChartOptions): ChartLayout {
  const { width, colour, unicode = true, plotRows, frame = 0 } = options;
  const acceptRows = plotRows ?? ACCEPT_ROWS;
  const driverRows = plotRows ?? driverRowsOf(plots.filter(({ scale }) => scale === 'reading').length);
  const rows = { share: acceptRows, reading: driverRows };
  const labels = plots.flatMap((plot) => [...valueLabels(plot, rows[plot.scale]).values()]);
  const axisWidth = Math.max(MIN_AXIS_WIDTH, ...labels.map((label) => label.length));
  const plotWidth = Math.max(MIN_WIDTH, width) - axisWidth - 3;
  return {
    acceptRows,
    driverRows,
    axisWidth,
    plotWidth,
    width: axisWidth + plotWidth + 2,
    buckets: Math.max(ran, frame),
    ran,
    glyphs: unicode ? UNICODE : ASCII,
    paint: painter(colour),
  };
}

/** The more drivers, the lower the plot of each. */
function driverRowsOf(drivers: number): number {
  if (drivers === 1) return 6;
  if (drivers <= 3) return 4;
  return 3;
}
