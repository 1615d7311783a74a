import type { SignalSeries } from '../../run/series.ts';
import { greater, lesser } from '../plot/range.ts';
import type { Cells, TickWindow } from './cells.ts';

/** An upright part of a drawing, in its units: one cell that is wide, or the cells that share one unit. */
export interface Segment {
  readonly x: number;
  readonly end: number;
  /** The cells shown, from one to before another. */
  readonly from: number;
  readonly to: number;
}

/** The readings of a signal in a segment: least, greatest and last; NaN where all were invalid. */
export interface SegmentReadings {
  readonly min: number;
  readonly max: number;
  readonly last: number;
}

/** The segments of a window on a drawing `width` units wide, from left to right without a gap. */
export function segmentsOf(cells: Cells, window: TickWindow, width: number): Segment[] {
  const perUnit = (window.to - window.from) / width;
  const segments: Segment[] = [];
  for (let x = 0; x < width && cells.count > 0; x = segments.at(-1)!.end) {
    const from = cells.cellAt(window.from + x * perUnit);
    const end = Math.min(width, Math.ceil((cells.startOf(from + 1) - window.from) / perUnit));
    if (end > x + 1) segments.push({ x, end, from, to: from + 1 });
    else segments.push({ x, end: x + 1, from, to: endOfCells(cells, window.from + (x + 1) * perUnit, from) });
  }
  return segments;
}

/** Behind the last cell that ends by a tick, and behind `from`. */
function endOfCells(cells: Cells, tick: number, from: number): number {
  if (tick >= cells.ticks) return cells.count;
  return Math.max(from + 1, cells.cellAt(tick));
}

/** Whether a segment is one cell that takes several units. */
export const isWide = ({ x, end }: Segment): boolean => end > x + 1;

/** The readings of a signal in a segment. */
export function readingsIn(column: SignalSeries, { from, to }: Segment): SegmentReadings {
  let min = Number.NaN;
  let max = Number.NaN;
  for (let cell = from; cell < to; cell++) {
    min = lesser(min, column.min[cell]!);
    max = greater(max, column.max[cell]!);
  }
  return { min, max, last: column.last[to - 1]! };
}

/** Whether a signal has no value in most cells of a segment. Cell 0 does not count: no result can be there on tick 0. */
export function isMissing(column: SignalSeries, { from, to }: Segment): boolean {
  let missing = 0;
  for (let cell = from; cell < to; cell++) if (Number.isNaN(column.max[cell]!)) missing++;
  return from > 0 && missing * 2 > to - from;
}
