import type { Direction } from '../../rollout/criterion.ts';
import type { SignalSeries } from '../../run/series.ts';

/** A horizontal line: a threshold of a driver (with its direction) or the target of a step. */
export interface Mark {
  readonly value: number;
  readonly direction?: Direction;
}

/** One criterion as plots show it: `reset > 100`, and the line that moves where its threshold is a signal. */
export interface PlotCriterion {
  readonly direction: Direction;
  readonly text: string;
  readonly setpoint: SignalSeries | undefined;
}

/** A signal that moves the ramp, or asks for it, while it is true. */
export interface Move {
  readonly direction: Direction;
  readonly column: SignalSeries;
}

/** One signal over the time of the run; `low` and `high` are finite and differ. */
export interface Plot {
  /** A share of requests from 0 to 100 against the targets of steps, or a reading against thresholds. */
  readonly scale: 'share' | 'reading';
  /** What it measures; the name of its column where that is not known. */
  readonly title: string;
  /** `%` of a share, `ms` of a latency; empty where it is unknown. */
  readonly unit: string;
  readonly column: SignalSeries;
  readonly marks: readonly Mark[];
  readonly criteria: readonly PlotCriterion[];
  /** The outputs of its criteria; for the accept percentage, the signals that drive the ramp. */
  readonly moves: readonly Move[];
  readonly low: number;
  readonly high: number;
}
