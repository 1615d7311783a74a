import type { Actuator } from '../actuators/actuator.ts';
import type { ControlClock } from './clock.ts';
import type { ControlSettings } from './settings.ts';

/** What a channel reports. */
export type ChannelNote =
  | { readonly kind: 'failed'; readonly target: string; readonly why: string }
  | { readonly kind: 'above' | 'below'; readonly target: string; readonly percentage: number };

export interface ChannelOptions {
  readonly actuator: Actuator;
  readonly clock: ControlClock;
  readonly settings: ControlSettings;
  /** Whether the lease outlasts a call that begins now; asked before every try. */
  readonly mayCall: () => boolean;
  readonly note: (note: ChannelNote) => void;
  /** Something is confirmed, or a call is over. */
  readonly onChange: () => void;
}
