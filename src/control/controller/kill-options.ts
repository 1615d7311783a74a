import type { Actuator } from '../actuators/actuator.ts';
import type { Request, RolloutRecord } from '../record/record.ts';
import type { RepairableStore } from '../record/store.ts';
import type { ChannelNote } from './channel-options.ts';
import type { ControlClock } from './clock.ts';
import type { ControlSettings } from './settings.ts';

/** How far a kill has come, each said once. */
export type KillNote =
  | ChannelNote
  | { readonly kind: 'off' }
  | { readonly kind: 'durable' | 'confirmed'; readonly record: RolloutRecord }
  | { readonly kind: 'not_durable'; readonly why: string }
  /** Its record could not be read, and was written anew. */
  | { readonly kind: 'repaired'; readonly why: string }
  /** It cannot be told anything. */
  | { readonly kind: 'untold'; readonly target: string; readonly why: string }
  /** Somebody holds the lease, and has not seen the kill for some time; `isElsewhere` where nobody here can know if that has ended. */
  | { readonly kind: 'waits'; readonly holder: string; readonly isElsewhere: boolean };

export interface KillOptions {
  readonly rollout: string;
  /** What is frozen of it: the plan of a record that is written anew; missing where that cannot be read. */
  readonly plan?: string;
  readonly store: RepairableStore;
  readonly actuators: readonly Actuator[];
  /** Targets that cannot be told: with one of them it ends without being confirmed. */
  readonly unknown?: readonly string[];
  readonly clock: ControlClock;
  readonly settings: ControlSettings;
  readonly request: Request;
  readonly note: (note: KillNote) => void;
  readonly signal: AbortSignal;
}

/** `guarded`: confirmed, and for as long as a late call may land, what landed was pushed down. */
export type KillEnd = 'guarded' | 'confirmed' | 'off' | 'stopped' | 'unkilled';
