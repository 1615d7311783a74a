import { greatestDivisor } from '../numerics/divisor.ts';
import { fastestCompletion } from '../rollout/fastest.ts';
import type { Ticks } from '../text/duration.ts';
import type { History } from './history.ts';
import type { Judged } from './judged.ts';

/** When rehearsals start: number n at tick n * every of the history; all have the whole horizon before its end. */
export interface Starts {
  readonly count: number;
  readonly every: Ticks;
  readonly horizon: Ticks;
}

/** What the user gave of them. */
export interface StartOptions {
  readonly every?: Ticks;
  readonly horizon?: Ticks;
}

/** About so many rehearsals are made where the distance of starts is not given. */
const USUAL_COUNT = 1000;
/** A rehearsal has so many times the ticks of one that nothing holds. */
const HORIZONS = 3;

/** The starts on a history; none where it is shorter than the horizon. */
export function startsOf(
  { plan }: Pick<Judged, 'plan'>,
  history: Pick<History, 'ticks' | 'interval' | 'unit'>,
  options: StartOptions = {},
): Starts {
  const { unit = 1 } = history;
  const fastest = fastestCompletion(plan);
  const horizon = options.horizon ?? HORIZONS * (fastest + 1);
  const room = history.ticks - horizon;
  const most = Math.min(room / USUAL_COUNT, fastest / 4);
  const every =
    options.every === undefined
      ? meetingAllHours(Math.max(unit, floorTo(unit, most)), history)
      : Math.ceil(options.every / unit) * unit;
  return { every, horizon, count: room < 0 ? 0 : Math.floor(room / every) + 1 };
}

const floorTo = (unit: Ticks, ticks: number): Ticks => Math.floor(ticks / unit) * unit;

const NANO = 1e9;
const [DAY, HOUR] = [86_400 * NANO, 3600 * NANO];

/** The longest distance up to this one whose multiples meet all 24 hours of the day; the least one where none does. */
function meetingAllHours(most: Ticks, { interval, unit = 1 }: Pick<History, 'interval' | 'unit'>): Ticks {
  const tick = Math.round(interval * NANO);
  const step = greatestDivisor(tick, DAY);
  // The multiples of a distance are as far apart on the clock as its greatest common divisor with a day.
  const meets = (every: Ticks) => step * greatestDivisor(every, DAY / step) <= HOUR;
  let every = most;
  while (every > unit && !meets(every)) every -= unit;
  return every;
}
