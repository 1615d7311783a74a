import type { Seconds, Ticks } from '../../text/duration.ts';
import type { ExposureLog } from './exposure-log.ts';
import type { Lookback } from './injection.ts';

const NANO = 1e9;

/**
 * The mean of the accept percentages in force over the time that the reading of a tick looks at. What tick j decided is in
 * force until tick j + 1, and 0 before tick 0. So an evaluation on tick i looks at what tick i - 1 decided for the last
 * interval before it, at what tick i - 2 decided for the one before that, and so on.
 */
export class MeanAccept {
  readonly #log: ExposureLog;
  /** How many ticks before the last one the newest and the oldest stand, and how much of each is looked at. */
  readonly #newest: Ticks;
  readonly #oldest: Ticks;
  readonly #newestPart: number;
  readonly #oldestPart: number;
  /** In intervals. */
  readonly #length: number;

  constructor(log: ExposureLog, { window, offset }: Lookback, interval: Seconds) {
    const end = intervalsIn(offset, interval);
    const begin = intervalsIn(offset + window, interval);
    this.#log = log;
    this.#newest = Math.floor(end);
    this.#oldest = Math.max(this.#newest, Math.ceil(begin) - 1);
    this.#newestPart = this.#newest + 1 - end;
    this.#oldestPart = begin - this.#oldest;
    this.#length = begin - end;
  }

  at(tick: Ticks): number {
    const { effective } = this.#log;
    const newest = tick - 1 - this.#newest;
    if (newest < 0) return 0;
    if (this.#oldest === this.#newest) return effective[newest]!;
    const oldest = tick - 1 - this.#oldest;
    const whole = between(this.#log, oldest + 1, newest);
    const last = oldest < 0 ? 0 : effective[oldest]!;
    return (whole + (this.#newestPart * effective[newest]! + this.#oldestPart * last)) / this.#length;
  }
}

/** Exact where the time is a whole multiple of the interval. */
const intervalsIn = (time: Seconds, interval: Seconds): number =>
  Math.round(time * NANO) / Math.round(interval * NANO);

/** The sum of what the ticks from `first` to before `end` decided. */
function between({ sums, lost }: ExposureLog, first: Ticks, end: Ticks): number {
  if (end <= 0) return 0;
  const from = Math.max(0, first);
  return sums[end]! - sums[from]! + (lost[end]! - lost[from]!);
}
