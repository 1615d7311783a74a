/** What a setting came to, as far as the choice between settings depends on it. */
export interface Measured {
  /** The bad end of the one-sided 90 % interval of the share of false alarms; 1 where nothing can be said. */
  readonly worstFalseAlarms: number;
  readonly completed: number;
  /** The p95 of the exposure to what is to be detected: infinite for what slips through, and where nothing was exposed. */
  readonly exposure: number;
  /** How much of it is caught. */
  readonly caught: number;
  /** The p95 of the exposure up to the end of each rehearsal. */
  readonly exposureToEnd: number;
  /** The p50 of the time to complete, in ticks; infinite where most are never complete. */
  readonly time: number;
}

/** What a setting must keep, as shares of rehearsals. */
export interface TuneLimits {
  readonly maxFalseAlarms: number;
  readonly minCompleted: number;
}

/** Where a greater share slips through, the p95 of the exposure has no end. */
export const MAX_SLIPPED = 0.05;

/** A setting may complete less often than the one in use by so much. */
const LESS_COMPLETED = 0.02;

/** The limits of a choice: completion also as often as that of the setting in use, less a little. */
export const limitsBeside = (limits: TuneLimits, inUse: Measured): TuneLimits => ({
  ...limits,
  minCompleted: Math.max(limits.minCompleted, inUse.completed - LESS_COMPLETED),
});

export const keepsFalseAlarms = (measured: Measured, { maxFalseAlarms }: TuneLimits): boolean =>
  measured.worstFalseAlarms <= maxFalseAlarms;

export const keepsCompletion = (measured: Measured, { minCompleted }: TuneLimits): boolean =>
  measured.completed >= minCompleted;

export const keepsLimits = (measured: Measured, limits: TuneLimits): boolean =>
  keepsFalseAlarms(measured, limits) && keepsCompletion(measured, limits);

/** By how much a setting is beyond its limits; 0 where it keeps them. */
const beyond = ({ worstFalseAlarms, completed }: Measured, limits: TuneLimits): number =>
  Math.max(0, worstFalseAlarms - limits.maxFalseAlarms) + Math.max(0, limits.minCompleted - completed);

/**
 * Whether one is better: nearer to the limits, then less exposed, then faster. Where more than 5 % slip through both, the one
 * that catches more is, before what is exposed up to the end.
 */
export function isBetter(one: Measured, other: Measured, limits: TuneLimits): boolean {
  const isEndless = one.exposure === Number.POSITIVE_INFINITY;
  const pairs = [
    [beyond(one, limits), beyond(other, limits)],
    [one.exposure, other.exposure],
    isEndless ? [-one.caught, -other.caught] : [0, 0],
    [one.exposureToEnd, other.exposureToEnd],
    [one.time, other.time],
  ] as const;
  const decisive = pairs.find(([a, b]) => a !== b);
  return decisive !== undefined && decisive[0]! < decisive[1]!;
}
