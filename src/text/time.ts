import { parseDuration, type Seconds } from './duration.ts';

/** A moment, in Unix seconds. */
export type Moment = Seconds;

/** The last moment that RFC 3339 has: the end of the year 9999. No input may name a later one. */
export const MAX_MOMENT: Moment = 253_402_300_799;

/** What a JavaScript date holds, in milliseconds. */
const MAX_DATE_MILLIS = 8.64e15;

/**
 * RFC 3339 with milliseconds, UTC: the only form in which rollout prints a time. A moment beyond the calendar, which only a
 * server can name, is printed as its end; NaN as no time.
 */
export function formatMoment(moment: Moment): string {
  if (Number.isNaN(moment)) return 'no time';
  const millis = Math.round(moment * 1000);
  return new Date(Math.min(MAX_DATE_MILLIS, Math.max(-MAX_DATE_MILLIS, millis))).toISOString();
}

/** `21 Nov 15:23 UTC`, for people. */
export function formatMinute(moment: Moment): string {
  const [, day, month, , clock = ''] = new Date(moment * 1000).toUTCString().split(' ');
  return `${Number(day)} ${month} ${clock.slice(0, 5)} UTC`;
}

/**
 * Reads RFC 3339, Unix seconds, `now` or `now-7d`. `now` comes in as an argument: nothing here looks at a
 * clock. `undefined` when the text is none of these, or beyond the calendar.
 */
export function parseMoment(text: string, now: Moment): Moment | undefined {
  const moment = readMoment(text, now);
  return moment !== undefined && Math.abs(moment) <= MAX_MOMENT ? moment : undefined;
}

function readMoment(text: string, now: Moment): Moment | undefined {
  const relative = /^now(?:([-+])(.+))?$/.exec(text);
  if (relative) {
    const [, sign, duration = '0s'] = relative;
    const shift = parseDuration(duration);
    if (shift === undefined) return undefined;
    return sign === '-' ? now - shift : now + shift;
  }
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text);
  const calendar = RFC3339.exec(text);
  if (!calendar || Number(calendar[3]) > daysOf(Number(calendar[1]), Number(calendar[2]))) return undefined;
  const millis = Date.parse(text.replace(' ', 'T'));
  if (Number.isNaN(millis)) return undefined;
  return millis / 1000;
}

const daysOf = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();

const RFC3339 = /^(\d{4})-(\d\d)-(\d\d)[Tt ]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[-+]\d\d:\d\d)$/;
