import type { Seconds } from '../../text/duration.ts';
import { DAY, MINUTE, MONTH, YEAR } from './strides.ts';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Where the time of day ends in RFC 3339, by how far apart marks are. */
const TIME_ENDS: readonly (readonly [below: Seconds, end: number])[] = [
  [0.01, 23],
  [0.1, 22],
  [1, 21],
  [MINUTE, 19],
  [DAY, 16],
];

/** A moment of the calendar in UTC as marks `stride` apart show it: `14:02:10`, `14:02`, `3 Nov`, `Nov`, `2026`. */
export function markText(moment: Seconds, stride: Seconds): string {
  const date = dateOf(moment);
  const timeEnd = TIME_ENDS.find(([below]) => stride < below);
  if (timeEnd) return date.toISOString().slice(11, timeEnd[1]);
  if (stride < MONTH) return dayText(date);
  if (stride < YEAR) return monthText(date);
  return String(date.getUTCFullYear());
}

/** What marks `stride` apart leave out, at the first of them: `3 Nov 2026 UTC`, `2026 UTC`. */
export function firstDate(moment: Seconds, stride: Seconds): string {
  const date = dateOf(moment);
  if (stride < DAY) return `${dayText(date)} ${date.getUTCFullYear()} UTC`;
  if (stride < YEAR) return `${date.getUTCFullYear()} UTC`;
  return 'UTC';
}

/** What changed from one mark to the next beside what they show: the day, the year, or nothing. */
export function changedDate(moment: Seconds, before: Seconds, stride: Seconds): string {
  const [date, last] = [dateOf(moment), dateOf(before)];
  const isNewYear = date.getUTCFullYear() !== last.getUTCFullYear();
  if (stride < DAY && isNewYear) return `${dayText(date)} ${date.getUTCFullYear()}`;
  if (stride < DAY && Math.floor(moment / DAY) !== Math.floor(before / DAY)) return dayText(date);
  if (stride < YEAR && isNewYear) return String(date.getUTCFullYear());
  return '';
}

const dayText = (date: Date): string => `${date.getUTCDate()} ${monthText(date)}`;
const monthText = (date: Date): string => MONTHS[date.getUTCMonth()]!;
const dateOf = (moment: Seconds): Date => new Date(moment * 1000);
