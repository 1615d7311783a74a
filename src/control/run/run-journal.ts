import { makeDirectory } from '../../disk/directory.ts';
import { reasonOf } from '../../disk/reasons.ts';
import { formatMoment, type Moment } from '../../text/time.ts';
import { Journal } from '../journal/journal.ts';
import type { JournalEntry } from '../journal/line.ts';
import { readJournal } from '../journal/read.ts';
import type { Request } from '../record/record.ts';

const DIRECTORY_MODE = 0o700;

export interface RunJournalOptions {
  readonly directory: string;
  readonly now: () => Moment;
  /** Every line, also one that could not be written. */
  readonly report: (entry: JournalEntry) => void;
}

/** Where a rollout stands at a line. */
export interface Stand {
  readonly percentage: number;
  readonly step: number;
}

/** The journal of a rollout while its controller holds the lease. */
export class RunJournal {
  /** Why the last line could not be written. */
  fault: string | undefined;
  readonly #options: RunJournalOptions;
  #journal: Journal | undefined;
  /** Ids of the requests that are in it. */
  readonly #ids = new Set<string>();

  constructor(options: RunJournalOptions) {
    this.#options = options;
    this.#try(() => {
      makeDirectory(options.directory, DIRECTORY_MODE);
      for (const { id } of readJournal(options.directory).lines) if (id !== null) this.#ids.add(id);
      this.#open();
    });
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

  close(): void {
    this.#try(() => this.#journal?.close());
    this.#journal = undefined;
  }

  get #time(): string {
    return formatMoment(this.#options.now());
  }

  #open(): Journal {
    this.#journal ??= new Journal(this.#options.directory);
    return this.#journal;
  }

  #append(entry: JournalEntry): void {
    this.#try(() => this.#open().append(entry));
    this.#options.report(entry);
  }

  #try(act: () => void): void {
    try {
      act();
      this.fault = undefined;
    } catch (problem) {
      this.fault = reasonOf(problem);
    }
  }
}
