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
  /** Why the last line could not be written. */
  fault: string | undefined;
  readonly #options: RunJournalOptions;
  #journal: JournalWriter | undefined;
  #opening: Promise<JournalWriter> | undefined;
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

  async close(): Promise<void> {
    const journal = this.#journal;
    this.#journal = undefined;
    await this.#try(async () => journal?.close());
  }

  get #time(): string {
    return formatMoment(this.#options.now());
  }

  async #open(): Promise<JournalWriter> {
    this.#opening ??= this.#options.writer.openJournal();
    try {
      this.#journal = await this.#opening;
      return this.#journal;
    } finally {
      this.#opening = undefined;
    }
  }

  #append(entry: JournalEntry): void {
    void this.#try(() => this.#journal?.append(entry) ?? this.#openAndAppend(entry));
    this.#options.report(entry);
  }

  async #openAndAppend(entry: JournalEntry): Promise<void> {
    return (await this.#open()).append(entry);
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
