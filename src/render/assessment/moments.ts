import type { Moment } from '../../text/time.ts';
import { formatMinute } from '../../text/time.ts';
import { DAY } from '../plot/strides.ts';

export const HOUR = 3600;
const WEEK = 7 * DAY;
/** The Unix clock began on a Thursday. */
const FIRST_MONDAY = 4 * DAY;

export const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** Of a time as results have it; NaN where it is none. */
export const momentOf = (text: string): Moment => Date.parse(text) / 1000;

/** 0 is Monday, in UTC. */
export const weekdayOf = (moment: Moment): number => Math.floor((weekPart(moment) % WEEK) / DAY);

/** Weeks since the first Monday of the Unix clock. */
export const weekOf = (moment: Moment): number => Math.floor((moment - FIRST_MONDAY) / WEEK);

export const mondayOf = (week: number): Moment => FIRST_MONDAY + week * WEEK;

export const hourOf = (moment: Moment): number => Math.floor((((moment % DAY) + DAY) % DAY) / HOUR);

/** `2 Nov`. */
export const dayText = (moment: Moment): string => formatMinute(moment).split(' ').slice(0, 2).join(' ');

/** `2 Nov 10:00 to 10:50 UTC`; what is no time stays as it is. */
export function spanText(from: string, to: string): string {
  const [first, last] = [momentOf(from), momentOf(to)];
  if (Number.isNaN(first) || Number.isNaN(last)) return `${from} to ${to}`;
  const [start, end] = [formatMinute(first), formatMinute(last)];
  const sameDay = dayText(first) === dayText(last);
  return `${start.replace(' UTC', '')} to ${sameDay ? end.split(' ').slice(2).join(' ') : end}`;
}

const weekPart = (moment: Moment): number => (((moment - FIRST_MONDAY) % WEEK) + WEEK) % WEEK;
