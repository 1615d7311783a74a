import type { Decision } from '../../rollout/decide.ts';
import type { Seconds, Ticks } from '../../text/duration.ts';
import { withoutNoise } from '../../text/number.ts';
import { isCount, isNumber, isText, listOf, mappingOf, oneOf, orMissing, orNull } from '../../text/shape.ts';
import { isTime } from '../view-shape.ts';
import { isStatusPicture, type StatusPicture } from './status-picture.ts';

export const ROLLOUT_STATUS_FORMAT = 1;

/** Where a rollout is, in a word. */
export const ROLLOUT_STATES = [
  'not_started',
  'scheduled',
  'running',
  'paused',
  'waiting',
  'blind',
  'drifted',
  'baking',
  'reset',
  'killed',
  'completed',
  'ended',
] as const;

export type RolloutState = (typeof ROLLOUT_STATES)[number];

/** Why nothing moves forward, or why it moves. */
export interface StatusReason {
  /** `approval`, `hours`, and the others of gates; `policy` for what the policy itself says. */
  readonly kind: string;
  readonly text: string;
  /** When it ends by itself, RFC 3339; null where that is not known. */
  readonly until: string | null;
}

/** How a target stands to what it was told. */
export const TARGET_OUTCOMES = ['confirmed', 'pending', 'failed', 'unknown', 'below'] as const;

export interface TargetStatus {
  readonly kind: string;
  /** Identity of the target. */
  readonly name: string;
  /** Percentages; null where nothing was asked, confirmed or read yet. */
  readonly asked: number | null;
  readonly confirmed: number | null;
  readonly in_force: number | null;
  /** Since when it was asked and has not confirmed; 0 where it has. */
  readonly lag_seconds: Seconds;
  readonly outcome: (typeof TARGET_OUTCOMES)[number];
  /** What it answered last where that was no confirmation. */
  readonly error: string | null;
}

/** What a rollout shows of itself, as its controller writes it after its ticks. */
export interface RolloutStatus {
  readonly format: typeof ROLLOUT_STATUS_FORMAT;
  readonly rollout: string;
  readonly state: RolloutState;
  /** Who has the feature, from 0 to 100. */
  readonly percentage: number;
  /** Position of the ramp's step, from 0. */
  readonly step: number;
  readonly steps: number;
  readonly decision: Decision;
  /** Time to the end at the present pace; null while nothing moves forward. */
  readonly remaining_seconds: Seconds | null;
  readonly reasons: readonly StatusReason[];
  /** Those of the reasons that a person or the time ends. */
  readonly waiting_for: readonly StatusReason[];
  /** Titles of the queries without a value. */
  readonly blind: readonly string[];
  readonly actuators: readonly TargetStatus[];
  /** The lease under which it is written, as the record names its holder; null after its controller has left. */
  readonly controller: { readonly id: string; readonly since: string } | null;
  /** Files that are no longer what is frozen, by their paths. */
  readonly changed_on_disk: readonly string[];
  readonly tick: Ticks;
  readonly interval_seconds: Seconds;
  readonly pid: number;
  readonly updated_at: string;
  /** For pictures of it alone; older releases do not write it. */
  readonly picture?: StatusPicture;
}

export const withoutPicture = ({ picture: _, ...status }: RolloutStatus): RolloutStatus => status;

/** As it is printed: without what only pictures show, and without the noise of computing its numbers. */
export function printedStatus(full: RolloutStatus): RolloutStatus {
  const status = withoutPicture(full);
  const { percentage, remaining_seconds: left, actuators } = status;
  return {
    ...status,
    percentage: withoutNoise(percentage),
    remaining_seconds: clean(left),
    actuators: actuators.map((target) => ({
      ...target,
      asked: clean(target.asked),
      confirmed: clean(target.confirmed),
      in_force: clean(target.in_force),
    })),
  };
}

const clean = (value: number | null): number | null => (value === null ? null : withoutNoise(value));

const isReason = mappingOf({ kind: isText, text: isText, until: orNull(isTime) });

const isTarget = mappingOf({
  kind: isText,
  name: isText,
  asked: orNull(isNumber),
  confirmed: orNull(isNumber),
  in_force: orNull(isNumber),
  lag_seconds: isNumber,
  outcome: oneOf(...TARGET_OUTCOMES),
  error: orNull(isText),
});

/** Whether a value has the shape of a status. */
export const isRolloutStatus = mappingOf({
  rollout: isText,
  state: oneOf(...ROLLOUT_STATES),
  percentage: isNumber,
  step: isCount,
  steps: isCount,
  decision: oneOf('forward', 'backward', 'reset', 'hold'),
  remaining_seconds: orNull(isNumber),
  reasons: listOf(isReason),
  waiting_for: listOf(isReason),
  blind: listOf(isText),
  actuators: listOf(isTarget),
  controller: orNull(mappingOf({ id: isText, since: isTime })),
  changed_on_disk: listOf(isText),
  tick: isCount,
  interval_seconds: isNumber,
  pid: isCount,
  updated_at: isTime,
  picture: orMissing(isStatusPicture),
});
