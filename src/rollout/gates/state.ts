import type { Ticks } from '../../text/duration.ts';
import { isCount, isNumber, isTruth, mappingOf, orNull } from '../../text/shape.ts';
import type { Moment } from '../../text/time.ts';

/** What the gates of a rollout remember from tick to tick, as one JSON value. */
export interface GateState {
  /** Whether it was started, as far as the gates have seen. */
  readonly isStarted: boolean;
  /** Its first start; null before. */
  readonly startedAt: Moment | null;
  /** Somebody has the feature: it was started, and nothing held the first step. */
  readonly hasBegun: boolean;
  /** Whether the ramp was away from its start, or somebody had it reset: what follows a reset follows that too. */
  readonly isAway: boolean;
  /** A reset waits for another start. */
  readonly waits: boolean;
  /** How many times it climbed again by itself. */
  readonly climbs: number;
  /** Ticks in a row on which a query had no value. */
  readonly blind: Ticks;
  /** Ticks in a row on which the server did not answer. */
  readonly down: Ticks;
  /** Ticks in a row on which the ramp was complete. */
  readonly baked: Ticks;
  readonly gaveUp: boolean;
}

/** Before the first tick. */
export const gatesAtStart: GateState = {
  isStarted: false,
  startedAt: null,
  hasBegun: false,
  isAway: false,
  waits: false,
  climbs: 0,
  blind: 0,
  down: 0,
  baked: 0,
  gaveUp: false,
};

/** Whether a value that was read as JSON has the shape of it. */
export const isGateState = mappingOf({
  isStarted: isTruth,
  startedAt: orNull(isNumber),
  hasBegun: isTruth,
  isAway: isTruth,
  waits: isTruth,
  climbs: isCount,
  blind: isCount,
  down: isCount,
  baked: isCount,
  gaveUp: isTruth,
});
