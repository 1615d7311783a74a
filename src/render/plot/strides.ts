import { roundToNano, type Seconds } from '../../text/duration.ts';

/** Round moments of a clock: how far apart about, and those from one moment to another. */
export interface Stride {
  readonly seconds: Seconds;
  readonly moments: (from: Seconds, to: Seconds) => Seconds[];
}

export const MINUTE = 60;
const HOUR = 3600;
export const DAY = 86_400;
const WEEK = 7 * DAY;
/** The first Monday of the Unix clock. */
const FIRST_MONDAY = 4 * DAY;
export const MONTH = 28 * DAY;
export const YEAR = 365 * DAY;

/** Multiples of a number of seconds, counted from `origin`. */
const every = (seconds: Seconds, origin: Seconds = 0): Stride => ({
  seconds,
  moments(from, to) {
    const first = Math.ceil((from - origin) / seconds);
    const count = Math.floor((to - origin) / seconds) - first + 1;
    return Array.from({ length: Math.max(0, count) }, (_, n) => roundToNano(origin + (first + n) * seconds));
  },
});

/** The first of every so many months, counted from January, in UTC. */
const everyMonths = (months: number): Stride => ({
  seconds: (months / 12) * YEAR,
  moments(from, to) {
    const start = new Date(from * 1000);
    const index = start.getUTCFullYear() * 12 + start.getUTCMonth();
    const found: Seconds[] = [];
    for (let month = Math.floor(index / months) * months; firstOf(month) <= to; month += months)
      if (firstOf(month) >= from) found.push(firstOf(month));
    return found;
  },
});

/** Unix time of the first of a month, months counted from year 0. */
const firstOf = (month: number): Seconds =>
  new Date(0).setUTCFullYear(Math.floor(month / 12), month % 12, 1) / 1000;

const SUBSECONDS = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5];
const SECONDS = [1, 2, 5, 10, 15, 30];
const WITHIN_DAYS = [
  ...SUBSECONDS,
  ...SECONDS,
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * MINUTE),
  ...[1, 2, 3, 6, 12].map((hours) => hours * HOUR),
];

/** Of the clock of a run, which knows no calendar: closest first. */
export const RUN_STRIDES: readonly Stride[] = [
  ...WITHIN_DAYS,
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000].map((days) => days * DAY),
].map((seconds) => every(seconds));

/** Of the calendar in UTC: days, Mondays, first days of months and years; closest first. */
export const UTC_STRIDES: readonly Stride[] = [
  ...WITHIN_DAYS.map((seconds) => every(seconds)),
  every(DAY),
  every(2 * DAY),
  every(4 * DAY),
  every(WEEK, FIRST_MONDAY),
  every(2 * WEEK, FIRST_MONDAY),
  ...[1, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 6000, 24_000].map(everyMonths),
];
