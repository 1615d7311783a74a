import { spanOf } from '../plot/time.ts';
import type { Rehearsal } from '../plot.ts';
import { Cells } from './cells.ts';
import { DRAWING_WIDTH } from './drawing.ts';
import type { PlotView } from './plot-body.ts';
import { type Segment, segmentsOf } from './segments.ts';
import type { AxisRoom } from './time-axis.ts';

/** The whole of a run in segments; `from` and `to` are its buckets. */
export function wholeSegments({ series }: Rehearsal): Segment[] {
  const cells = new Cells([[series.buckets, series.ticksPerBucket]], series.ticks);
  return segmentsOf(cells, { from: 0, to: series.ticks }, DRAWING_WIDTH);
}

/** The whole of a run, its time axis laid out for these widths. */
export const wholeView = (rehearsal: Rehearsal, rooms: readonly AxisRoom[]): PlotView => ({
  segments: wholeSegments(rehearsal),
  span: spanOf(rehearsal.result),
  rooms,
});
