import { reasonOf } from '../../disk/reasons.ts';
import { withoutNoise } from '../../text/number.ts';
import { formatMoment, type Moment } from '../../text/time.ts';
import { eventOf, type JournalEntry, type JournalEvent } from '../journal/line.ts';
import { brokenText } from '../journal/read.ts';
import type { Request } from '../record/record.ts';
import type { JournalWriter, LeaseWriter, RolloutStorage } from '../state/state.ts';

export interface RunJournalOptions {
  readonly writer: LeaseWriter;
  readonly begun: BegunJournal;
  readonly now: () => Moment;
  /** Every line, also one that could not be written. */
  readonly report: (entry: JournalEntry) => void;
  /** The same once it is written, with its number; without one where it could not be. */
  readonly onWritten: (event: JournalEvent) => void;
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
  /** Number of its last line; undefined where it could not be read. */
  readonly last?: number;
  /** What somebody or a crash has damaged, in words. */
  readonly damage: readonly string[];
  readonly fault?: string;
}

export async function beginJournal(storage: RolloutStorage, writer: LeaseWriter): Promise<BegunJournal> {
  try {
    const journal = await writer.openJournal();
    const { lines, broken } = await storage.readJournal();
    const ids = lines.flatMap(({ id }) => id ?? []);
    return { journal, ids, last: lines.at(-1)?.sequence ?? 0, damage: damageOf(journal, broken) };
  } catch (problem) {
    return { ids: [], damage: [], fault: reasonOf(problem) };
  }
}

function damageOf({ cut = 0 }: JournalWriter, broken: readonly number[]): string[] {
  const torn = cut === 0 ? [] : [`the last line of its journal was torn: ${cut} bytes are cut off`];
  const changed = broken.length === 0 ? [] : [`its journal was changed by somebody: ${brokenText(broken)}`];
  return [...torn, ...changed];
}

/** The journal of a rollout while its controller holds the lease. */
export class RunJournal {
  /** Why the lines that are left could not be written. */
  fault: string | undefined;
  readonly #options: RunJournalOptions;
  #journal: JournalWriter | undefined;
  #left: readonly JournalEntry[] = [];
  /** Those of them that were reported without a number. */
  readonly #early = new WeakSet<JournalEntry>();
  #last: number | undefined;
  #isWriting = false;
  #written: Promise<void> = Promise.resolve();
  /** Ids of the requests that are in it. */
  readonly #ids: Set<string>;

  /** One that could not be opened is opened with the next line. */
  constructor(options: RunJournalOptions) {
    const { journal, ids, last, fault } = options.begun;
    this.#options = options;
    this.#journal = journal;
    this.#last = last;
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

  #append({ percentage, ...rest }: JournalEntry & Stand): void {
    const entry = { ...rest, percentage: withoutNoise(percentage) };
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
        if (this.#last !== undefined) this.#last += 1;
        this.#tell(entry, this.#last ?? null);
        this.#early.delete(entry);
      }
    } catch (problem) {
      for (const entry of this.#left) this.#tell(entry, null);
      throw problem;
    } finally {
      this.#isWriting = false;
    }
  }

  /** Once. */
  #tell(entry: JournalEntry, sequence: number | null): void {
    if (this.#early.has(entry)) return;
    this.#early.add(entry);
    this.#options.onWritten(eventOf(entry, sequence));
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
