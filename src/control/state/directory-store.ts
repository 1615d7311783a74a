import { errorName, reasonOf } from '../../disk/reasons.ts';
import type { RolloutRecord } from '../record/record.ts';
import {
  CHANGED,
  type Following,
  type Found,
  type Lease,
  type RepairableStore,
  type Written,
} from '../record/store.ts';
import { holderText, isGone, type Processes, readHolder } from './holder.ts';
import { recordAnew } from './record-anew.ts';
import { type NumberedText, RecordFiles } from './record-files.ts';
import { recordIn } from './record-text.ts';
import { Reserve } from './reserve.ts';
import { seal } from './sealed.ts';

export interface DirectoryStoreOptions {
  /** Of one rollout; it exists, and is safe to write to. */
  readonly directory: string;
  readonly processes: Processes;
}

/**
 * The record of a rollout in a directory. Whoever wrote itself into the record as its holder has the lease until it gives it
 * back or its process ends: a process that is stopped keeps it.
 */
export class DirectoryStore implements RepairableStore {
  readonly #files: RecordFiles;
  readonly #reserve: Reserve;
  readonly #options: DirectoryStoreOptions;
  writeFault: string | undefined;
  /** A text that was read, and what is in it: it is read again several times a second. */
  #last: { readonly text: string | undefined; readonly found: Found<RolloutRecord> } | undefined;

  constructor(options: DirectoryStoreOptions) {
    this.#options = options;
    this.#files = new RecordFiles(options.directory);
    this.#reserve = new Reserve(options.directory);
  }

  /** Writes the first record; false where there is one. Throws what the system says. */
  create(record: RolloutRecord): boolean {
    if (this.#files.read()) {
      this.#takeReserve();
      return false;
    }
    this.#reserve.take();
    return this.#add(record);
  }

  async read(): Promise<Found<RolloutRecord>> {
    try {
      return this.#read();
    } catch (problem) {
      return { kind: 'unknown', why: reasonOf(problem) };
    }
  }

  async write(next: RolloutRecord, from: number, lease?: Lease): Promise<Written> {
    try {
      return this.#write(next, from, lease);
    } catch (problem) {
      this.writeFault = reasonOf(problem);
      return 'unknown';
    }
  }

  async repair(blank: RolloutRecord, next: Following): Promise<RolloutRecord | string> {
    try {
      return this.#repair(blank, next);
    } catch (problem) {
      this.writeFault = reasonOf(problem);
      return this.writeFault;
    }
  }

  /** What the write of the record decides: of two that see nobody, one writes itself into it. */
  async acquire(): Promise<Lease | undefined> {
    const found = await this.holder();
    if (found.kind === 'unknown' || found.value !== null) return undefined;
    const holder = holderText(this.#options.processes);
    return { fence: holder, holder, seconds: Number.POSITIVE_INFINITY };
  }

  async keep({ holder }: Lease): Promise<'kept' | 'lost' | 'unknown'> {
    const found = await this.read();
    if (found.kind === 'unknown') return 'unknown';
    return found.value.holder === holder ? 'kept' : 'lost';
  }

  async release(): Promise<void> {}

  async holder(): Promise<Found<string | null>> {
    const found = await this.read();
    if (found.kind === 'unknown') return found;
    const { holder } = found.value;
    return { kind: 'found', value: holder !== null && this.isGone(holder) ? null : holder };
  }

  /** Tries to write beside the record, and leaves nothing: why it cannot be. */
  tryToWrite(what: 'record' | 'status' = 'record'): string | undefined {
    try {
      this.#files.tryToAdd();
      return undefined;
    } catch (problem) {
      const isReserved = what === 'record' && this.#reserve.isTaken;
      return isReserved && errorName(problem) === 'ENOSPC' ? undefined : reasonOf(problem);
    }
  }

  isGone(holder: string): boolean {
    return isGone(holder, this.#options.processes) === true;
  }

  isElsewhere(holder: string): boolean {
    return readHolder(holder) !== undefined && isGone(holder, this.#options.processes) === undefined;
  }

  /** Where there is no room a kill has used it, or a crash came before it was written out. */
  #takeReserve(): void {
    try {
      this.#reserve.take();
    } catch (problem) {
      if (errorName(problem) !== 'ENOSPC' && errorName(problem) !== 'EROFS') throw problem;
    }
  }

  #read(): Found<RolloutRecord> {
    return this.#recordIn(this.#files.read());
  }

  #recordIn(newest: NumberedText | undefined): Found<RolloutRecord> {
    const text = newest?.text;
    if (!this.#last || this.#last.text !== text) this.#last = { text, found: recordIn(text) };
    const { found } = this.#last;
    if (found.kind === 'unknown' || found.value.number === newest!.number) return found;
    return { kind: 'unknown', why: 'it has the number of another record' };
  }

  #repair(blank: RolloutRecord, next: Following): RolloutRecord | string {
    const [newest, ...others] = this.#files.readAll();
    const { number = 0, text } = newest ?? {};
    const older = others.map((one) => one.text);
    const record = recordAnew({ found: this.#recordIn(newest), number, text, older }, blank, next);
    if (typeof record === 'string') return record;
    return this.#addSomehow(record, false) ? record : CHANGED;
  }

  #write(next: RolloutRecord, from: number, lease: Lease | undefined): Written {
    const found = this.#read();
    if (found.kind === 'unknown') throw new Error(found.why);
    const { number, holder, target } = found.value;
    const isOurs = !lease || holder === null || holder === lease.holder || this.isGone(holder);
    if (number !== from || !isOurs) return 'refused';
    const isRaise = next.target > target;
    return this.#addSomehow(next, isRaise) ? 'written' : 'refused';
  }

  /** What does not raise takes the reserved space where there is no other. */
  #addSomehow(next: RolloutRecord, isRaise: boolean): boolean {
    try {
      return this.#add(next);
    } catch (problem) {
      if (isRaise || errorName(problem) !== 'ENOSPC') throw problem;
      this.#reserve.giveUp();
      return this.#add(next);
    }
  }

  #add(record: RolloutRecord): boolean {
    return this.#files.add({ number: record.number, text: seal(record) });
  }
}
