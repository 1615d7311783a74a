import { reasonOf } from '../../disk/reasons.ts';
import { formatMoment, type Moment } from '../../text/time.ts';
import type { JournalEntry } from '../journal/line.ts';
import type { Request } from '../record/record.ts';
import type { JournalWriter, LeaseWriter, RolloutStorage } from '../state/state.ts';

export interface RunJournalOptions {
  readonly writer: LeaseWriter;
  readonly begun: BegunJournal;
  readonly now: () => Moment;
  /** Every line, also one that could not be written. */
  readonly report: (entry: JournalEntry) => void;
}

/** Where a rollout stands at a line. */
export interface Stand {
  readonly percentage: number;
  readonly step: number;
}

/** Lines that cannot be written; older ones are lost. */
const MAX_LEFT = 1000;

/** A journal that is open, and the requests that are in it; or why it is not. */
export interface BegunJournal {
  readonly journal?: JournalWriter;
  readonly ids: readonly string[];
  readonly fault?: string;
}

export async function beginJournal(storage: RolloutStorage, writer: LeaseWriter): Promise<BegunJournal> {
  try {
    const journal = await writer.openJournal();
    const { lines } = await storage.readJournal();
    return { journal, ids: lines.flatMap(({ id }) => id ?? []) };
  } catch (problem) {
    return { ids: [], fault: reasonOf(problem) };
  }
}

/** The journal of a rollout while its controller holds the lease. */
export class RunJournal {
  /** Why the lines that are left could not be written. */
  fault: string | undefined;
  readonly #options: RunJournalOptions;
  #journal: JournalWriter | undefined;
  #left: readonly JournalEntry[] = [];
  #isWriting = false;
  #written: Promise<void> = Promise.resolve();
  /** Ids of the requests that are in it. */
  readonly #ids: Set<string>;

  /** One that could not be opened is opened with the next line. */
  constructor(options: RunJournalOptions) {
    const { journal, ids, fault } = options.begun;
    this.#options = options;
    this.#journal = journal;
    this.#ids = new Set(ids);
    this.fault = fault;
  }

  /** What happened by itself. */
  note(kind: string, reason: string, stand: Stand): void {
    this.#append({ time: this.#time, kind, ...stand, reason, by: null, id: null });
  }

  /** What people asked for, each once. */
  noteRequests(requests: readonly Request[], stand: Stand): void {
    for (const { id, verb, by, at, reason } of requests) {
      if (this.#ids.has(id)) continue;
      this.#ids.add(id);
      this.#append({ time: at, kind: verb, ...stand, reason, by, id });
    }
  }

  /** What cannot be written by then is lost. */
  async close(): Promise<void> {
    await this.flush();
    const journal = this.#journal;
    this.#journal = undefined;
    await this.#try(async () => journal?.close());
  }

  get #time(): string {
    return formatMoment(this.#options.now());
  }

  async #open(): Promise<JournalWriter> {
    this.#journal = await this.#options.writer.openJournal();
    return this.#journal;
  }

  #append(entry: JournalEntry): void {
    this.#left = [...this.#left, entry].slice(-MAX_LEFT);
    void this.flush();
    this.#options.report(entry);
  }

  /** Writes the lines that are left, one after the other. */
  flush(): Promise<void> {
    const isDue = this.#left.length > 0 || this.fault !== undefined;
    if (isDue && !this.#isWriting) this.#written = this.#try(() => this.#writeAll());
    return this.#written;
  }

  async #writeAll(): Promise<void> {
    this.#isWriting = true;
    try {
      const journal = this.#journal ?? (await this.#open());
      for (let entry = this.#left[0]; entry !== undefined; entry = this.#left[0]) {
        await journal.append(entry);
        this.#left = this.#left.filter((one) => one !== entry);
      }
    } finally {
      this.#isWriting = false;
    }
  }

  async #try(act: () => Promise<void>): Promise<void> {
    try {
      await act();
      this.fault = undefined;
    } catch (problem) {
      this.fault = reasonOf(problem);
    }
  }
}
