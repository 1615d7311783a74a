import type { Reading } from '../../circuit/reading.ts';
import type { Because } from '../../rollout/conditions.ts';
import type { Decision } from '../../rollout/decide.ts';

/** A few ticks around a failure: readings by column, NaN where invalid. */
export interface Around {
  readonly columns: readonly string[];
  readonly rows: readonly { readonly tick: number; readonly readings: readonly Reading[] }[];
}

/** One expectation that was not met. */
export interface Failure {
  /** JSON pointer of the expectation in the test file. */
  readonly pointer: string;
  /** `RESET_0`, `accept_percentage`, `event reset`, `outcome`. */
  readonly subject: string;
  /** The first tick that failed; null where it is about the whole run. */
  readonly tick: number | null;
  readonly expected: string;
  readonly got: string;
  /** Why the signal has the reading it has. */
  readonly why: string | null;
  /** The same as data, where readings or settings are why. */
  readonly because?: readonly Because[];
  /** What the ramp does at that tick, where the expectation is about the ramp. */
  readonly decision?: Decision;
  readonly around: Around | null;
  /** What would have been right, where one scalar in the file says what is expected. */
  readonly right?: string;
}

/** A finished test. */
export interface TestReport {
  readonly name: string;
  readonly pointer: string;
  readonly ticks: number;
  readonly failures: readonly Failure[];
}
