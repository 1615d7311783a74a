import { formatShort, formatSpoken } from '../../text/duration.ts';
import type { Cells, TickWindow } from './cells.ts';
import type { RunClock } from './clock.ts';

/** Cells wider than this share of a plot are visible one by one. */
const VISIBLE_SHARE = 0.004;

/** Which part of a run is shown: `3 Nov 2026 12:00 to 13:40 UTC, 1 h 40 min of 3 d`. */
export function windowText(clock: RunClock, { ticks }: Cells, { from, to }: TickWindow): string {
  const first = Math.floor(from);
  const last = Math.min(ticks, Math.ceil(to));
  const length = formatSpoken((last - first) * clock.interval);
  const span = `${momentText(clock, first)} to ${momentText(clock, last)}${clock.start === null ? '' : ' UTC'}`;
  if (last - first >= ticks) return `${span}: the whole run, ${length}`;
  return `${span}: ${length} of ${formatSpoken(ticks * clock.interval)}`;
}

/** How exact the readings of a window are, where single ticks are not visible in the plots; else empty. */
export function detailText({ interval }: RunClock, cells: Cells, { from, to }: TickWindow): string {
  let widest = 1;
  for (let cell = cells.cellAt(from); cell < cells.count && cells.startOf(cell) < to; cell++)
    widest = Math.max(widest, cells.sizeOf(cell));
  if (widest === 1) return '';
  const size = `${widest} ticks (${formatSpoken(widest * interval)})`;
  if (widest / (to - from) < VISIBLE_SHARE)
    return `One place of a line stands for up to ${size}, from least to greatest.`;
  return `Here one step of a line stands for up to ${size}: the band goes from least to greatest, the line is at the last. Single ticks are in this page only around resets, steps back and completion.`;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

function momentText({ start, interval }: RunClock, tick: number): string {
  if (start === null) return `t+${formatShort(tick * interval)}`;
  const date = new Date(start + tick * interval * 1000);
  const time = date.toISOString().slice(11, 19).replace(/:00$/, '');
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()} ${time}`;
}
