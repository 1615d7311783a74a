import { parseDuration, type Seconds } from './duration.ts';

/** A moment, in Unix seconds. */
export type Moment = Seconds;

/** RFC 3339 with milliseconds, UTC: the only form in which rollout prints a time. */
export const formatMoment = (moment: Moment): string => new Date(Math.round(moment * 1000)).toISOString();

/**
 * Reads RFC 3339, Unix seconds, `now` or `now-7d`. `now` comes in as an argument: nothing here looks at a
 * clock. `undefined` when the text is none of these.
 */
export function parseMoment(text: string, now: Moment): Moment | undefined {
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
