import { rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { replaceFile } from '../../disk/atomic-file.ts';
import { readRegularFile } from '../../disk/bounded.ts';
import { makeDirectory } from '../../disk/directory.ts';
import { errorName } from '../../disk/reasons.ts';
import { Journal } from '../journal/journal.ts';
import { readLine } from '../journal/line.ts';
import { type ReadJournal, readJournal } from '../journal/read.ts';
import { readSegment, segmentsOf } from '../journal/segments.ts';
import { processStart } from '../process-start.ts';
import type { RolloutRecord } from '../record/record.ts';
import { DirectoryStore } from './directory-store.ts';
import type { Frozen } from './frozen.ts';
import { frozenFile, type ReadFrozen, readFrozen, writeFrozen } from './frozen-file.ts';
import { type Processes, thisMachine } from './holder.ts';
import { journalDirectory } from './rollout-directory.ts';
import type { RolloutStatus } from './rollout-status.ts';
import { checkSafeDirectory, makeSafeDirectory, throwIfUnsafe } from './safe-directory.ts';
import { hasStandby, noteStandby, removeStandby } from './standbys.ts';
import type { JournalWriter, LeaseWriter, RolloutStorage } from './state.ts';
import { type ReadStatus, readStatus, writeStatus } from './status-file.ts';

const FILE_MODE = 0o600;
const DIRECTORY_MODE = 0o700;
/** A frame is small; series of history are not kept. */
const MAX_FRAME_BYTES = 64 * 1024 * 1024;
/** A request that was journalled just now is in one of these. */
const SEGMENTS_LOOKED_AT = 2;

/** One rollout in a directory of its own. */
export class DirectoryStorage implements RolloutStorage, LeaseWriter {
  readonly name: string;
  readonly place: string;
  readonly store: DirectoryStore;
  readonly pace = { poll: 0.2, status: 0.2, silence: 0 };
  readonly #processes: Processes;

  constructor(name: string, directory: string) {
    this.name = name;
    this.place = directory;
    this.#processes = { pid: process.pid, processStart, machine: thisMachine() };
    this.store = new DirectoryStore({ directory, processes: this.#processes });
  }

  get frozenPlace(): string {
    return frozenFile(this.place);
  }

  async check(): Promise<void> {
    const rollouts = dirname(this.place);
    for (const one of [dirname(rollouts), rollouts, this.place]) throwIfUnsafe(one, checkSafeDirectory(one));
  }

  async prepare(): Promise<void> {
    throwIfUnsafe(this.place, makeSafeDirectory(this.place));
  }

  async createRecord(record: RolloutRecord): Promise<void> {
    this.store.create(record);
  }

  async tryToWrite(what?: 'record' | 'status'): Promise<string | undefined> {
    return this.store.tryToWrite(what);
  }

  async readFrozen(): Promise<ReadFrozen> {
    return readFrozen(this.place);
  }

  async writeFrozen(frozen: Frozen): Promise<void> {
    writeFrozen(this.place, frozen);
  }

  async readFrame(): Promise<string | undefined> {
    return unlessMissing(() => readRegularFile(this.#frameFile, MAX_FRAME_BYTES), undefined);
  }

  async writeFrame(text: string): Promise<void> {
    replaceFile({ path: this.#frameFile, mode: FILE_MODE }, text);
  }

  isOwn({ pid }: RolloutStatus): boolean {
    return pid === process.pid;
  }

  async readStatus(): Promise<ReadStatus> {
    return readStatus(this.place);
  }

  async writeStatus(status: RolloutStatus): Promise<void> {
    writeStatus(this.place, status);
  }

  async readJournal(): Promise<ReadJournal> {
    return unlessMissing(() => readJournal(this.#journal), { lines: [], broken: [] });
  }

  async openJournal(): Promise<JournalWriter> {
    makeDirectory(this.#journal, DIRECTORY_MODE);
    const journal = new Journal(this.#journal);
    return {
      append: async (entry) => void journal.append(entry),
      close: async () => journal.close(),
      cut: journal.cut,
    };
  }

  async journalStamp(): Promise<string> {
    try {
      const last = segmentsOf(this.#journal).at(-1);
      return last === undefined ? '' : `${last} ${statSync(last).size}`;
    } catch {
      return '';
    }
  }

  async isJournalled(id: string): Promise<boolean> {
    try {
      const segments = segmentsOf(this.#journal).slice(-SEGMENTS_LOOKED_AT);
      return segments.some((file) => readSegment(file).lines.some((line) => readLine(line)?.id === id));
    } catch {
      return false;
    }
  }

  async writeAddress(text: string | undefined): Promise<void> {
    const path = join(this.place, 'api.json');
    if (text === undefined) rmSync(path, { force: true });
    else replaceFile({ path, mode: FILE_MODE }, text);
  }

  async standBy(isThere: boolean): Promise<void> {
    if (isThere) noteStandby(this.place, this.#processes);
    else removeStandby(this.place, this.#processes);
  }

  async hasStandby(): Promise<boolean> {
    return hasStandby(this.place, this.#processes);
  }

  /** The lease of a directory ends with its process. */
  writeUnder(): LeaseWriter {
    return this;
  }

  get #journal(): string {
    return journalDirectory(this.place);
  }

  get #frameFile(): string {
    return join(this.place, 'frame.json');
  }
}

function unlessMissing<T>(read: () => T, otherwise: T): T {
  try {
    return read();
  } catch (problem) {
    if (errorName(problem) === 'ENOENT') return otherwise;
    throw problem;
  }
}
