/** Two weeks from Monday 2 November 2026, 00:00 UTC, a tick a minute. */
export const HISTORY = { from: 1_793_577_600, interval: 60, ticks: 14 * 1440 } as const;

/** The minutes of a mean, as the query of the example's policy has it. */
export const WINDOW = 5;

/** Requests of every minute. */
export const REQUESTS = 6000;

const DAY = 1440;
/** Wednesday of the second week, 11:00 to 12:00: the database failed over. */
const INCIDENT = { from: 9 * DAY + 11 * 60, to: 9 * DAY + 12 * 60 } as const;

/** A stretch of minutes that is slower by so many milliseconds. */
interface Slow {
  readonly from: number;
  readonly minutes: number;
  readonly millis: number;
}

/**
 * The mean latency of each minute of a shop, from `WINDOW` minutes before the history to its end, in milliseconds: slower by
 * day, quicker at the weekend, with noise that lasts some ten minutes, an export every weeknight that slows it by more or
 * less, releases, and one incident.
 */
export function minuteMeans(): number[] {
  const random = generator(12);
  const slow = slowStretches(random);
  let drift = 0;
  return Array.from({ length: WINDOW + HISTORY.ticks }, (_, i) => {
    const minute = i - WINDOW;
    drift = 0.9 * drift + 1.5 * normal(random);
    return stepped(54 + dayPart(minute) + drift + slowness(slow, minute) + normal(random));
  });
}

/** The mean latency of the window before each tick, in milliseconds. */
export function readings(means: readonly number[] = minuteMeans()): Float64Array {
  return Float64Array.from({ length: HISTORY.ticks }, (_, tick) => {
    const window = means.slice(tick, tick + WINDOW);
    return window.reduce((sum, mean) => sum + mean, 0) / WINDOW;
  });
}

/**
 * In steps of 1.25, so that the mean of a window has few digits and compresses well; an eighth beside the step, so that none
 * equals a round threshold.
 */
const stepped = (mean: number): number => Math.round(mean / 1.25) * 1.25 + 0.125;

/** Milliseconds that the traffic of the hour adds. */
function dayPart(minute: number): number {
  const hour = ((minute + DAY) % DAY) / 60;
  const isWeekend = Math.floor(minute / DAY) % 7 >= 5;
  return 6 * Math.sin(((hour - 8) / 24) * 2 * Math.PI) - (isWeekend ? 3 : 0);
}

function slowStretches(random: () => number): Slow[] {
  const nights = Array.from({ length: 14 }, (_, day) => day).filter((day) => day % 7 < 5);
  const exports = nights.map((day) => ({ from: day * DAY + 130, minutes: 18, millis: 22 + 30 * random() }));
  const releases = [1, 3, 8, 10].map((day) => ({ from: day * DAY + 15 * 60 + 30, minutes: 10, millis: 22 }));
  const pauses = [2, 5, 11].map((day) => ({
    from: day * DAY + Math.floor(random() * DAY),
    minutes: 4,
    millis: 60,
  }));
  const incident = { from: INCIDENT.from, minutes: INCIDENT.to - INCIDENT.from, millis: 78 };
  return [...exports, ...releases, ...pauses, incident];
}

const slowness = (slow: readonly Slow[], minute: number): number =>
  slow
    .filter(({ from, minutes }) => minute >= from && minute < from + minutes)
    .reduce((sum, { millis }) => sum + millis, 0);

/** About normal, deviation 1: the sum of twelve even ones, which is the same on every machine. */
function normal(random: () => number): number {
  let sum = -6;
  for (let i = 0; i < 12; i++) sum += random();
  return sum;
}

/** Numbers from 0 to 1 (Park and Miller's minimal standard). */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
