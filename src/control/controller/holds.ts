import type { RolloutRecord } from '../record/record.ts';
import type { Channels } from './channels.ts';

/** Why nothing moves forward. */
export type Hold =
  | 'killed'
  | 'not_started'
  | 'paused'
  | 'record_unread'
  | 'lowering_unwritten'
  | 'actuator_unconfirmed'
  | 'actuator_below'
  | 'outcome_unknown';

export interface HoldView {
  readonly record: RolloutRecord;
  readonly channels: Channels;
  /** What is to be in force. */
  readonly want: number;
  /** The record may be another one, or is no longer ours. */
  readonly isUnread: boolean;
}

/** Every reason why nothing may move forward. */
export function holdsOf({ record, channels, want, isUnread }: HoldView): Hold[] {
  const { killed, started, paused, target } = record;
  const reasons: readonly (readonly [Hold, boolean])[] = [
    ['killed', killed !== null],
    ['not_started', !started],
    ['paused', paused],
    ['record_unread', isUnread],
    ['lowering_unwritten', want < target],
    ['actuator_unconfirmed', channels.some(({ isConfirmed }) => !isConfirmed)],
    ['actuator_below', channels.some(({ isBelow }) => isBelow)],
    ['outcome_unknown', channels.some(({ isUnknown }) => isUnknown)],
  ];
  return reasons.flatMap(([hold, is]) => (is ? [hold] : []));
}
