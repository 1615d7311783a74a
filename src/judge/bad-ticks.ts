import type { Seconds, Ticks } from '../text/duration.ts';
import type { Moment } from '../text/time.ts';
import type { History } from './history.ts';

/** A stretch of time in which the service was bad, such as an incident: from a moment to before another. */
export interface BadStretch {
  readonly from: Moment;
  readonly to: Moment;
}

/** The same in ticks of a history. */
export interface BadTicks {
  /** The first tick in it, and the first behind it. */
  readonly from: Ticks;
  readonly to: Ticks;
  /** The first tick of the window before it, in which no judged rehearsal was reset. */
  readonly quietFrom: Ticks;
  /** The last tick on which a reset still catches it: one window behind its end. */
  readonly caughtTo: Ticks;
}

const NANO = 1e9;

/** `window` is the longest window of the queries. */
export function badTicks(
  { from, to }: BadStretch,
  { start, interval }: Pick<History, 'start' | 'interval'>,
  window: Seconds,
): BadTicks {
  const ticksTo = (moment: Moment) => Math.round((moment - start) * NANO) / Math.round(interval * NANO);
  return {
    from: Math.ceil(ticksTo(from)),
    to: Math.ceil(ticksTo(to)),
    quietFrom: Math.ceil(ticksTo(from - window)),
    caughtTo: Math.floor(ticksTo(to + window)),
  };
}
