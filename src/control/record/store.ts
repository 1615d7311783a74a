import type { Seconds } from '../../text/duration.ts';
import type { RolloutRecord } from './record.ts';

/** What a controller holds while it may write. */
export interface Lease {
  /** What a write is compared with: no later lease has it. */
  readonly fence: string;
  /** What the record names its holder by: no other lease has it. */
  readonly holder: string;
  /** How long it holds from the moment it is asked for; infinite where it ends with the process. */
  readonly seconds: Seconds;
}

/** `unknown`: no answer came; it may have been done, or be done later. */
export type Written = 'written' | 'refused' | 'unknown';

export type Found<T> =
  | { readonly kind: 'found'; readonly value: T }
  | { readonly kind: 'unknown'; readonly why: string };

/** Where the record of one rollout is. Nothing here throws; every answer comes within a time limit. */
export interface RecordStore {
  read(): Promise<Found<RolloutRecord>>;
  /** Writes over the record with the number `from`; with a lease, where that is still held. */
  write(next: RolloutRecord, from: number, lease?: Lease): Promise<Written>;
  /** Undefined where somebody else holds it, or no answer came. */
  acquire(controller: string): Promise<Lease | undefined>;
  keep(lease: Lease): Promise<'kept' | 'lost' | 'unknown'>;
  release(lease: Lease): Promise<void>;
  /** Who holds the lease, as the record names it. */
  holder(): Promise<Found<string | null>>;
  /** Whether a holder can do nothing more: its process has ended. */
  isGone?(holder: string): boolean;
  /** Whether nobody here can know if a holder has ended: it is of another machine, or namespace of processes. */
  isElsewhere?(holder: string): boolean;
  /** Why the last write has no answer, where that is known. */
  readonly writeFault?: string | undefined;
}

/** A store whose record is written anew where it is damaged or gone. */
export interface RepairableStore extends RecordStore {
  /**
   * Writes what `next` makes of the last record that is known, or of a blank one, over what cannot be read: that record, or
   * why none was written. What a newer release wrote, or can be read by now, stays.
   */
  repair(blank: RolloutRecord, next: Following): Promise<RolloutRecord | string>;
}

/** The record that follows another. */
export type Following = (last: RolloutRecord) => RolloutRecord;

/** Why a record was not written. */
export const CHANGED = 'the record was changed meanwhile';
export const NO_ANSWER = 'the record was written without an answer';
