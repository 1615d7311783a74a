import type { Plot } from '../plot/signal-plot.ts';
import type { TimeSpan } from '../plot/time-marks.ts';
import { round } from '../xml.ts';
import { DRAWING_HEIGHT, DRAWING_WIDTH, drawing, flags } from './drawing.ts';
import { LINE_HEIGHT, markLabels } from './mark-labels.ts';
import type { Segment } from './segments.ts';
import { type AxisRoom, timeAxis } from './time-axis.ts';
import { valueAxis } from './value-axis.ts';

/** In pixels: under a frame for times and dates, left of it for the values of its marks, right of it for thresholds. */
export const AXIS_HEIGHT = 34;
export const LEFT = 56;
export const RIGHT = 124;

/** In pixels, inside the frame: of a picture, and of a page with so many plots that they would not be seen together. */
const HEIGHTS = { share: 156, reading: 132 } as const;
const LOW_HEIGHTS = { share: 104, reading: 96 } as const;
/** Above a frame, for the flags. */
export const FLAG_HEIGHT = 8;

/** What a plot shows of a run. */
export interface PlotView {
  readonly segments: readonly Segment[];
  /** From the first moment shown to the last. */
  readonly span: TimeSpan;
  /** The widths its time axis is laid out for. */
  readonly rooms: readonly AxisRoom[];
}

/** The height of a plot's frame: more where its labels need it, up to twice as much. */
export function frameHeight({ scale, marks }: Plot, isLow = false): number {
  const height = (isLow ? LOW_HEIGHTS : HEIGHTS)[scale];
  return Math.min(2 * height, Math.max(height, (marks.length + 1) * LINE_HEIGHT));
}

/**
 * One plot as the inside of an `<svg>` as high as its frame and of any width: the drawing is stretched to fit and labels
 * stand outside of the frame, so that they cover no data.
 */
export function plotBody(plot: Plot, height: number, { segments, span, rooms }: PlotView): string {
  const toY = (value: number) => round(height * (1 - (value - plot.low) / (plot.high - plot.low)));
  return [
    valueAxis(plot, height, toY),
    stretched('body', 0, height, drawing(plot, segments)),
    stretched('flags', -FLAG_HEIGHT, FLAG_HEIGHT, flags(plot, segments)),
    `<rect class="frame" width="100%" height="${height}"/>`,
    markLabels(plot, { end: segments.at(-1)?.to ?? 0, height, toY }),
    ...rooms.map((room) => timeAxis(span, room, height)),
  ].join('');
}

const stretched = (name: string, y: number, height: number, content: string): string =>
  `<svg class="${name}" y="${y}" width="100%" height="${height}" viewBox="0 0 ${DRAWING_WIDTH} ${DRAWING_HEIGHT}" preserveAspectRatio="none">${content}</svg>`;
