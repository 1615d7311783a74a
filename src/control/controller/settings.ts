import type { Seconds } from '../../text/duration.ts';

export interface ControlSettings {
  /** Time limit of a call of an actuator; at most a third of a lease. */
  readonly callLimit: Seconds;
  /** Between two tries of a call, and of a write. */
  readonly retry: Seconds;
  /** Between two looks at the record. */
  readonly poll: Seconds;
  /** Between two looks at what is in force. */
  readonly resync: Seconds;
  /** No call lands later than this after its time limit, unless its controller was stopped. */
  readonly settle: Seconds;
  /** What of a lease is not used: for the difference of clocks. */
  readonly margin: Seconds;
}
