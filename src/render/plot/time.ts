import type { RunResult } from '../../run/result.ts';
import { formatShort, type Seconds } from '../../text/duration.ts';

/** A label on the time axis; `at` counts ticks of the run and may be fractional. */
export interface TimeLabel {
  readonly at: number;
  readonly text: string;
}

const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;
const STRIDES: readonly Seconds[] = [
  0.1,
  0.2,
  0.5,
  1,
  2,
  5,
  10,
  15,
  30,
  MINUTE,
  2 * MINUTE,
  5 * MINUTE,
  10 * MINUTE,
  15 * MINUTE,
  30 * MINUTE,
  HOUR,
  2 * HOUR,
  3 * HOUR,
  6 * HOUR,
  12 * HOUR,
  DAY,
  2 * DAY,
  5 * DAY,
  10 * DAY,
  30 * DAY,
  90 * DAY,
  365 * DAY,
];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** At most `most` round moments inside the run, in the run's own clock. */
export function timeLabels(result: RunResult, most: number): TimeLabel[] {
  const length = result.ticks * result.interval_seconds;
  const stride = STRIDES.find((s) => length / s <= most) ?? length;
  const start = inWallClock(result) ? Date.parse(result.source.from) / 1000 : 0;
  const labels: TimeLabel[] = [];
  for (let n = Math.ceil(start / stride); n * stride <= start + length && labels.length <= most; n++) {
    const at = (n * stride - start) / result.interval_seconds;
    labels.push({ at, text: labelOf(result, n * stride, stride, labels.length === 0) });
  }
  return labels;
}

/** The time of a tick as people say it: `3 Nov 14:02:10` UTC, or `t+2m30s` where the run has a clock of its own. */
export function tickTime(result: RunResult, tick: number, seconds = true): string {
  if (!inWallClock(result)) return `t+${formatShort(tick * result.interval_seconds)}`;
  return clockText(result, Date.parse(result.source.from) / 1000 + tick * result.interval_seconds, seconds);
}

/** History and live happen in wall-clock time, a scenario from zero on. */
export const inWallClock = (result: RunResult): boolean => result.source.kind !== 'scenario';

/** `3 Nov 14:02` or `3 Nov 14:02:10`, UTC; with its year where the run saw two of them. */
export const clockText = (result: RunResult, moment: Seconds, seconds: boolean): string =>
  `${dayText(result, moment)} ${new Date(moment * 1000).toISOString().slice(11, seconds ? 19 : 16)}`;

function labelOf(result: RunResult, moment: Seconds, stride: Seconds, first: boolean): string {
  if (!inWallClock(result)) return formatShort(Math.round(moment * 1000) / 1000);
  if (stride >= DAY) return dayText(result, moment);
  if (first || moment % DAY === 0) return clockText(result, moment, stride < MINUTE);
  return new Date(moment * 1000).toISOString().slice(11, stride < MINUTE ? 19 : 16);
}

function dayText(result: RunResult, moment: Seconds): string {
  const date = new Date(moment * 1000);
  const start = Date.parse(result.source.from);
  const end = new Date(start + result.ticks * result.interval_seconds * 1000);
  const year = new Date(start).getUTCFullYear() === end.getUTCFullYear() ? '' : ` ${date.getUTCFullYear()}`;
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]}${year}`;
}
