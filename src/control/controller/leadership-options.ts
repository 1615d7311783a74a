import type { Actuator } from '../actuators/actuator.ts';
import type { PassThrough } from '../decision.ts';
import type { RecordStore } from '../record/store.ts';
import type { ControlClock } from './clock.ts';
import type { ControllerNote } from './controller-note.ts';
import type { LeaseClock } from './lease-clock.ts';
import type { ControlSettings } from './settings.ts';

export interface LeadershipOptions {
  readonly held: LeaseClock;
  readonly store: RecordStore;
  readonly actuators: readonly Actuator[];
  readonly passThrough: PassThrough | null;
  readonly clock: ControlClock;
  readonly settings: ControlSettings;
  readonly note: (note: ControllerNote) => void;
}
