import type { Seconds } from '../../text/duration.ts';
import type { JournalEntry } from '../journal/line.ts';
import type { ReadJournal } from '../journal/read.ts';
import type { RolloutRecord } from '../record/record.ts';
import type { Lease, RepairableStore } from '../record/store.ts';
import type { Taken } from './claims.ts';
import type { Frozen } from './frozen.ts';
import type { ReadFrozen } from './frozen-file.ts';
import type { RolloutStatus } from './rollout-status.ts';
import type { ReadStatus } from './status-file.ts';

/** Where rollouts are kept. What throws a plain error throws what the system or the server says. */
export interface State {
  /** For people: a directory, or an address. */
  readonly place: string;
  /** Whether there is such a directory. */
  exists?(): Promise<boolean>;
  /** Names of the rollouts it has something of, sorted. */
  names(): Promise<readonly string[]>;
  has(name: string): Promise<boolean>;
  /** What it has of a rollout, or may have; the name is checked. */
  rollout(name: string): RolloutStorage;
  /** Why it could not be made ready to be written to; undefined where it could. Leaves nothing. */
  fault(): Promise<string | undefined>;
  /** Makes it ready to be written to. Throws ROLLOUT_STATE. */
  prepare(): Promise<void>;
  /** The rollout that a target belongs to. */
  ownerOf(target: string): Promise<string | undefined>;
  /** Notes that targets belong to a rollout, each or none; undefined where all do now. */
  claimTargets(rollout: string, targets: readonly string[]): Promise<Taken | undefined>;
  /** Gives up those of the targets that belong to a rollout. */
  releaseTargets(rollout: string, targets: readonly string[]): Promise<void>;
  close(): void;
}

/** What a state has of one rollout. */
export interface RolloutStorage {
  readonly name: string;
  /** For people. */
  readonly place: string;
  /** Where what was frozen of it lies, for people. */
  readonly frozenPlace: string;
  readonly store: RepairableStore;
  readonly pace: StoragePace;
  /** Whether it can be trusted. Throws ROLLOUT_STATE. */
  check(): Promise<void>;
  /** Makes it ready to be written to. Throws ROLLOUT_STATE. */
  prepare(): Promise<void>;
  /** Writes the first record where there is none. */
  createRecord(record: RolloutRecord): Promise<void>;
  /** Tries to write beside the record, and leaves nothing: why it cannot be. Space is reserved for a record alone. */
  tryToWrite(what?: 'record' | 'status'): Promise<string | undefined>;
  /** Never throws. */
  readFrozen(): Promise<ReadFrozen>;
  /** Durable when it returns. */
  writeFrozen(frozen: Frozen): Promise<void>;
  /** What the last controller has left of its run; undefined where nothing is. */
  readFrame(): Promise<string | undefined>;
  /** Whether a controller of this process wrote it. */
  isOwn(status: RolloutStatus): boolean;
  /** Never throws; it may be that of a controller that ended long ago. */
  readStatus(): Promise<ReadStatus>;
  /** Empty before the first line. */
  readJournal(): Promise<ReadJournal>;
  /** A text that changes with every line. */
  journalStamp(): Promise<string>;
  /** Whether a request was journalled lately; false where the journal cannot be read. */
  isJournalled(id: string): Promise<boolean>;
  /** Where its API listens, as JSON; undefined where it does no more. */
  writeAddress(text: string | undefined): Promise<void>;
  /** Says that this process stands by, for some ten seconds at least, or does so no more. */
  standBy(isThere: boolean): Promise<void>;
  /** Whether another controller stands by. */
  hasStandby(): Promise<boolean>;
  /** What the holder of a lease writes. */
  writeUnder(lease: Lease): LeaseWriter;
}

/** How often it is asked and written to where nothing has changed. */
export interface StoragePace {
  /** The longest time in which a controller sees what others write. */
  readonly poll: Seconds;
  /** The least time between two writes of a status that only the ticks ask for. */
  readonly status: Seconds;
  /** The longest time in which a status that says nothing new is not written. */
  readonly silence: Seconds;
}

/** What a controller writes of its rollout beside the record, while it holds the lease. */
export interface LeaseWriter {
  writeFrame(text: string): Promise<void>;
  writeStatus(status: RolloutStatus): Promise<void>;
  /** A line that was torn by a crash is cut off. */
  openJournal(): Promise<JournalWriter>;
}

export interface JournalWriter {
  /** Durable when it returns; lines come in the order of the calls. */
  append(entry: JournalEntry): Promise<void>;
  /** Bytes of a torn line that were cut off when it was opened. */
  readonly cut?: number;
  close(): Promise<void>;
}
