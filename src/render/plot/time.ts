import type { RunEvent, RunResult } from '../../run/result.ts';
import { formatShort, type Seconds } from '../../text/duration.ts';
import type { TimeSpan } from './time-marks.ts';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Of a run, what says when its ticks were. */
export type RunTimes = Pick<RunResult, 'source' | 'ticks' | 'interval_seconds' | 'events'>;

/**
 * The time of a run, from its first tick to one tick behind its last; with gaps the time in which it ran, since the wall
 * clock does not go evenly from tick to tick.
 */
export function spanOf(result: RunTimes): TimeSpan {
  const { interval_seconds: interval } = result;
  const length = result.ticks * interval;
  if (!isEven(result)) return { clock: 'run', from: 0, to: length, interval };
  const from = Date.parse(result.source.from) / 1000;
  return { clock: 'utc', from, to: from + length, interval };
}

/** The time of a tick as text: `3 Nov 14:02:10` UTC, or `t+2m30s` where the run has a clock of its own. */
export function tickTime(result: RunTimes, tick: number, hasSeconds = true): string {
  if (!inWallClock(result)) return `t+${formatShort(tick * result.interval_seconds)}`;
  return clockText(result, momentOf(result, tick), hasSeconds);
}

/** The time of a tick, counted from the last gap before it. */
function momentOf({ events, source, interval_seconds: interval }: RunTimes, tick: number): Seconds {
  const gap = events.findLast((event) => isGap(event) && event.tick <= tick);
  const from = gap ?? { time: source.from, tick: 0 };
  return Date.parse(from.time) / 1000 + (tick - from.tick) * interval;
}

/** Whether late ticks were dropped before it, or the wall clock was set. */
export const isGap = ({ kind }: RunEvent): boolean => kind === 'dropped' || kind === 'clock';

/** Whether the wall clock goes on by an interval from tick to tick. */
export const isEven = (result: RunTimes): boolean => inWallClock(result) && !result.events.some(isGap);

/** History and live happen in wall-clock time, a scenario from zero on. */
export const inWallClock = (result: RunTimes): boolean => result.source.kind !== 'scenario';

/** `3 Nov 14:02` or `3 Nov 14:02:10`, UTC; with its year where the run saw two of them. */
export const clockText = (result: RunTimes, moment: Seconds, hasSeconds: boolean): string =>
  `${dayText(result, moment)} ${timeOfDay(moment, hasSeconds)}`;

/** `14:02` or `14:02:10`, UTC. */
const timeOfDay = (moment: Seconds, hasSeconds: boolean): string =>
  new Date(moment * 1000).toISOString().slice(11, hasSeconds ? 19 : 16);

function dayText(result: RunTimes, moment: Seconds): string {
  const date = new Date(moment * 1000);
  const start = Date.parse(result.source.from);
  const end = new Date(start + result.ticks * result.interval_seconds * 1000);
  const day = `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]}`;
  if (new Date(start).getUTCFullYear() === end.getUTCFullYear()) return day;
  return `${day} ${date.getUTCFullYear()}`;
}
