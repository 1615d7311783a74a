import { shortNumber } from '../plot/number.ts';
import type { Plot } from '../plot.ts';
import { ASCII, type Glyphs, UNICODE } from './glyphs.ts';
import { type Paint, painter } from './paint.ts';

/** `width` in terminal columns, at least 40; without `unicode` the chart is plain ASCII. */
export interface ChartOptions {
  readonly width: number;
  readonly colour: boolean;
  readonly unicode?: boolean;
}

/** How the parts of a chart are drawn. Widths are in terminal columns. */
export interface ChartLayout {
  readonly axisWidth: number;
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

export function chartLayout(drivers: readonly Plot[], buckets: number, options: ChartOptions): ChartLayout {
  const { width, colour, unicode = true } = options;
  const axisWidth = Math.max(MIN_AXIS_WIDTH, ...drivers.flatMap(axisLabels).map((label) => label.length));
  const plotWidth = Math.max(MIN_WIDTH, width) - axisWidth - 3;
  return {
    axisWidth,
    plotWidth,
    width: axisWidth + plotWidth + 2,
    buckets,
    glyphs: unicode ? UNICODE : ASCII,
    paint: painter(colour),
  };
}

const axisLabels = ({ marks, low, high }: Plot): string[] => [
  shortNumber(low, 3),
  shortNumber(high, 3),
  ...marks.map((mark) => shortNumber(mark.value)),
];
