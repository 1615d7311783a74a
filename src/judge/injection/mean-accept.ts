import type { Seconds, Ticks } from '../../text/duration.ts';
import type { ExposureLog } from './exposure-log.ts';
import type { Lookback } from './injection.ts';

const NANO = 1e9;

/** The mean of the accept percentages in force over the time that the reading of a tick looks at. */
export type MeanAccept = (tick: Ticks) => number;

/**
 * What tick j decided is in force until tick j + 1, and 0 before tick 0. So an evaluation on tick i looks at what tick
 * i - 1 decided for the last interval before it, at what tick i - 2 decided for the one before that, and so on.
 */
export function meanAccept(log: ExposureLog, lookback: Lookback, interval: Seconds): MeanAccept {
  const newest = intervalsIn(lookback.offset, interval);
  const oldest = intervalsIn(lookback.offset + lookback.window, interval);
  const first = Math.floor(newest);
  const last = Math.max(first, Math.ceil(oldest) - 1);
  if (first === last) return (tick) => at(log.effective, tick - 1 - first);
  const newestPart = first + 1 - newest;
  const oldestPart = oldest - last;
  const length = oldest - newest;
  return (tick) => {
    const whole = between(log, tick - last, tick - 1 - first);
    const parts =
      newestPart * at(log.effective, tick - 1 - first) + oldestPart * at(log.effective, tick - 1 - last);
    return (whole + parts) / length;
  };
}

/** Exact where the time is a whole multiple of the interval. */
const intervalsIn = (time: Seconds, interval: Seconds): number =>
  Math.round(time * NANO) / Math.round(interval * NANO);

const at = (percentages: Float64Array, tick: Ticks): number => (tick < 0 ? 0 : percentages[tick]!);

/** The sum of what the ticks from `first` to before `end` decided. */
function between({ sums, lost }: ExposureLog, first: Ticks, end: Ticks): number {
  if (end <= 0) return 0;
  const from = Math.max(0, first);
  return sums[end]! - sums[from]! + (lost[end]! - lost[from]!);
}
