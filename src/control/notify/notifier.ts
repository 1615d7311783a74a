import type { Moment } from '../../text/time.ts';
import type { Call, Outcome } from '../actuators/actuator.ts';
import type { ConfigFault, KeySchema } from '../actuators/kind.ts';
import type { World } from '../world.ts';

/** What people are told of: those of `PROBLEMS` last until they are over. */
export const NOTE_KINDS = [
  'started',
  'step',
  'waiting',
  'paused',
  'completed',
  'reset',
  'killed',
  'blind',
  'drifted',
  'actuator_failed',
  'ended',
] as const;

export type NoteKind = (typeof NOTE_KINDS)[number];

/** One thing that happened to a rollout. */
export interface Note {
  /** The same each time this is sent. */
  readonly id: string;
  readonly kind: NoteKind;
  readonly rollout: string;
  readonly time: Moment;
  readonly percentage: number;
  /** From 1; 0 before the first. */
  readonly step: number;
  readonly steps: number;
  readonly reason: string;
  /** A problem that this told of before is over. */
  readonly is_over: boolean;
}

/** Sends a note once. Never throws. */
export type Notifier = (note: Note, call: Call) => Promise<Outcome>;

export interface NotifierKind<C = unknown> {
  /** The key in a rollout file. */
  readonly kind: string;
  readonly summary: string;
  readonly schema: KeySchema;
  /** What it was told of a problem is forgotten where it is not told again. */
  readonly isForgetful?: boolean;
  check?(config: C): readonly ConfigFault[];
  /** Tries what a note needs besides the receiver's answer, and sends nothing: why none would be sent. */
  fault(config: C, world: World): string | undefined;
  open(config: C, world: World): Notifier;
}
