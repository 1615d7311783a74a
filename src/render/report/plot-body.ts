import type { Plot, Rehearsal } from '../plot.ts';
import { round } from '../xml.ts';
import { DRAWING_HEIGHT, DRAWING_WIDTH, drawing, flags } from './drawing.ts';
import { LINE_HEIGHT, markLabels } from './mark-labels.ts';
import { type AxisRoom, timeAxis } from './time-axis.ts';
import { valueAxis } from './value-axis.ts';

/** In pixels: under a frame for times and dates, left of it for the values of its marks, right of it for thresholds. */
export const AXIS_HEIGHT = 34;
export const LEFT = 56;
export const RIGHT = 124;

/** In pixels, inside the frame. */
const HEIGHTS = { share: 156, reading: 132 } as const;
/** Above a frame, for the flags. */
export const FLAG_HEIGHT = 8;

/** The height of a plot's frame: more where its labels need it, up to twice as much. */
export const frameHeight = ({ scale, marks }: Plot): number =>
  Math.min(2 * HEIGHTS[scale], Math.max(HEIGHTS[scale], (marks.length + 1) * LINE_HEIGHT));

/**
 * One plot as the inside of an `<svg>` as high as its frame and of any width: the drawing is stretched to fit and labels
 * stand outside of the frame, so that they cover no data. `rooms` are the widths its time axis is laid out for.
 */
export function plotBody(plot: Plot, { result, series }: Rehearsal, rooms: readonly AxisRoom[]): string {
  const height = frameHeight(plot);
  const toY = (value: number) => round(height * (1 - (value - plot.low) / (plot.high - plot.low)));
  return [
    valueAxis(plot, height, toY),
    stretched('body', 0, height, drawing(plot, series.buckets)),
    stretched('flags', -FLAG_HEIGHT, FLAG_HEIGHT, flags(plot, series.buckets)),
    `<rect class="frame" width="100%" height="${height}"/>`,
    markLabels(plot, series, height, toY),
    ...rooms.map((room) => timeAxis(result, room, height)),
  ].join('');
}

const stretched = (name: string, y: number, height: number, content: string): string =>
  `<svg class="${name}" y="${y}" width="100%" height="${height}" viewBox="0 0 ${DRAWING_WIDTH} ${DRAWING_HEIGHT}" preserveAspectRatio="none">${content}</svg>`;
