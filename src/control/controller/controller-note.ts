import type { RolloutRecord } from '../record/record.ts';
import type { ChannelNote } from './channel-options.ts';

/** What a controller reports. */
export type ControllerNote =
  | ChannelNote
  | { readonly kind: 'leads' | 'changed'; readonly record: RolloutRecord }
  | { readonly kind: 'lease_lost' }
  /** A raise is durable: the actuators are told more. */
  | { readonly kind: 'raised' }
  /** It has looked at its record, and leads it still. */
  | { readonly kind: 'looked' }
  /** The record is of another plan. */
  | { readonly kind: 'replanned' };
