import type { Moment } from '../../text/time.ts';

/** Hours of some days of the week, by the clocks of a time zone. */
export interface Hours {
  /** Whether they begin on a day, Monday first. */
  readonly days: readonly boolean[];
  /** Minutes since midnight. */
  readonly from: number;
  /** The minute after the last; one of the next day where it is not after `from`. */
  readonly to: number;
  readonly timezone: string;
}

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const MINUTES_OF_DAY = 1440;
const MINUTES_OF_WEEK = 7 * MINUTES_OF_DAY;

/** Reads `mon-thu`, `mon,wed`, `sat-mon`; undefined where it is none of these. */
export function parseDays(text: string): readonly boolean[] | undefined {
  const days = DAYS.map(() => false);
  for (const part of text.toLowerCase().split(',')) {
    const [first = '', last = first, ...rest] = part.trim().split(/\s*-\s*/);
    const [from, to] = [indexOf(first), indexOf(last)];
    if (from < 0 || to < 0 || rest.length > 0) return undefined;
    const count = ((to - from + 7) % 7) + 1;
    for (let i = 0; i < count; i++) days[(from + i) % 7] = true;
  }
  return days;
}

const indexOf = (name: string): number => (DAYS as readonly string[]).indexOf(name);

/** Minutes since midnight of `HH:MM`. */
export const minuteOf = (clock: string): number => {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  return hours * 60 + minutes;
};

/** Whether there is such a time zone. */
export function isTimezone(name: string): boolean {
  try {
    formatOf(name);
    return true;
  } catch {
    return false;
  }
}

/** Whether it is within one of these hours. */
export const isOpen = (all: readonly Hours[], now: Moment): boolean => all.some((hours) => holds(hours, now));

function holds({ days, from, to, timezone }: Hours, now: Moment): boolean {
  const { day, minute } = localAt(now, timezone);
  if (from < to) return days[day]! && minute >= from && minute < to;
  return (days[day]! && minute >= from) || (days[(day + 6) % 7]! && minute < to);
}

/** When the next of these hours begin; an hour that the clocks skip begins when they have. */
export const nextOpening = (all: readonly Hours[], now: Moment): Moment =>
  Math.min(...all.map((hours) => openingOf(hours, now)));

function openingOf(hours: Hours, now: Moment): Moment {
  const { day, minute, second } = localAt(now, hours.timezone);
  const ahead = hours.days.flatMap((isDay, i) =>
    isDay ? [forward(i * MINUTES_OF_DAY + hours.from - day * MINUTES_OF_DAY - minute)] : [],
  );
  const plain = now - second + Math.min(...ahead) * 60;
  const shifted = plain + shiftAt(plain, hours) * 60;
  if (holds(hours, shifted) && shifted > now) return shifted;
  return plain;
}

/** Minutes of a week from 1 on: what is now is a week away. */
const forward = (minutes: number): number => ((minutes + 2 * MINUTES_OF_WEEK - 1) % MINUTES_OF_WEEK) + 1;

/** By how many minutes the clocks differ from `from` at a moment: they were put forward or back on the way. */
function shiftAt(moment: Moment, { from, timezone }: Hours): number {
  const off = from - localAt(moment, timezone).minute;
  if (off > MINUTES_OF_DAY / 2) return off - MINUTES_OF_DAY;
  if (off < -MINUTES_OF_DAY / 2) return off + MINUTES_OF_DAY;
  return off;
}

interface Local {
  /** From Monday, 0. */
  readonly day: number;
  /** Since midnight. */
  readonly minute: number;
  readonly second: number;
}

function localAt(moment: Moment, timezone: string): Local {
  const parts = new Map(
    formatOf(timezone)
      .formatToParts(moment * 1000)
      .map(({ type, value }) => [type, value]),
  );
  return {
    day: indexOf(parts.get('weekday')!.toLowerCase()),
    minute: Number(parts.get('hour')) * 60 + Number(parts.get('minute')),
    second: Number(parts.get('second')),
  };
}

/** `Mon 09:00`, by the clocks of a time zone. */
export function formatLocal(moment: Moment, timezone: string): string {
  const { day, minute } = localAt(moment, timezone);
  const two = (count: number): string => String(count).padStart(2, '0');
  const name = DAYS[day]!;
  return `${name[0]!.toUpperCase()}${name.slice(1)} ${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}

/** One for each time zone: to make one costs ten times what a look at the clock does. */
const formats = new Map<string, Intl.DateTimeFormat>();

/** Throws RangeError where there is no such time zone. */
function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  formats.set(timeZone, format);
  return format;
}
