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

/** At most `maxLabels` round moments inside the run, in the run's own clock. */
export function timeLabels(result: RunResult, maxLabels: number): TimeLabel[] {
  const length = result.ticks * result.interval_seconds;
  const stride = STRIDES.find((s) => length / s <= maxLabels) ?? length;
  const start = inWallClock(result) ? Date.parse(result.source.from) / 1000 : 0;
  const labels: TimeLabel[] = [];
  for (let n = Math.ceil(start / stride); n * stride <= start + length && labels.length <= maxLabels; n++) {
    const at = (n * stride - start) / result.interval_seconds;
    const axis = { result, stride, isFirst: labels.length === 0 };
    labels.push({ at, text: labelText(n * stride, axis) });
  }
  return labels;
}

/** The time of a tick as text: `3 Nov 14:02:10` UTC, or `t+2m30s` where the run has a clock of its own. */
export function tickTime(result: RunResult, tick: number, hasSeconds = true): string {
  if (!inWallClock(result)) return `t+${formatShort(tick * result.interval_seconds)}`;
  return clockText(
    result,
    Date.parse(result.source.from) / 1000 + tick * result.interval_seconds,
    hasSeconds,
  );
}

/** History and live happen in wall-clock time, a scenario from zero on. */
export const inWallClock = (result: RunResult): boolean => result.source.kind !== 'scenario';

/** `3 Nov 14:02` or `3 Nov 14:02:10`, UTC; with its year where the run saw two of them. */
export const clockText = (result: RunResult, moment: Seconds, hasSeconds: boolean): string =>
  `${dayText(result, moment)} ${timeOfDay(moment, hasSeconds)}`;

/** The distance of labels, and whether one is the first and needs its day. */
interface LabelAxis {
  readonly result: RunResult;
  readonly stride: Seconds;
  readonly isFirst: boolean;
}

function labelText(moment: Seconds, { result, stride, isFirst }: LabelAxis): string {
  if (!inWallClock(result)) return formatShort(Math.round(moment * 1000) / 1000);
  if (stride >= DAY) return dayText(result, moment);
  const hasSeconds = stride < MINUTE;
  if (isFirst || moment % DAY === 0) return clockText(result, moment, hasSeconds);
  return timeOfDay(moment, hasSeconds);
}

/** `14:02` or `14:02:10`, UTC. */
const timeOfDay = (moment: Seconds, hasSeconds: boolean): string =>
  new Date(moment * 1000).toISOString().slice(11, hasSeconds ? 19 : 16);

function dayText(result: RunResult, moment: Seconds): string {
  const date = new Date(moment * 1000);
  const start = Date.parse(result.source.from);
  const end = new Date(start + result.ticks * result.interval_seconds * 1000);
  const day = `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]}`;
  if (new Date(start).getUTCFullYear() === end.getUTCFullYear()) return day;
  return `${day} ${date.getUTCFullYear()}`;
}
