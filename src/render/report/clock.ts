import type { Seconds } from '../../text/duration.ts';
import type { TimeSpan } from '../plot/time-marks.ts';
import type { TickWindow } from './cells.ts';

/** The clock of a run. `start` is in Unix milliseconds, null for a clock that starts at zero. */
export interface RunClock {
  readonly start: number | null;
  /** Between two ticks. */
  readonly interval: Seconds;
}

/** The time of a window of ticks. */
export function spanOfWindow({ start, interval }: RunClock, { from, to }: TickWindow): TimeSpan {
  const origin = (start ?? 0) / 1000;
  return {
    clock: start === null ? 'run' : 'utc',
    from: origin + from * interval,
    to: origin + to * interval,
    interval,
  };
}
