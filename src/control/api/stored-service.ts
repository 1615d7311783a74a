import { errorName } from '../../disk/reasons.ts';
import { formatMoment, type Moment } from '../../text/time.ts';
import { ask } from '../commands/ask.ts';
import type { JournalLine } from '../journal/line.ts';
import { readJournal } from '../journal/read.ts';
import type { RecordStore } from '../record/store.ts';
import type { RunCounter } from '../run/run-counter.ts';
import type { Frozen } from '../state/frozen.ts';
import { journalDirectory } from '../state/rollout-directory.ts';
import { type ReadStatus, readStatus } from '../state/status-file.ts';
import type { ApiDone, ApiRequest, ApiService, Reported } from './service.ts';
import { writeOf } from './verbs.ts';

/** A rollout that a process runs, or stands by for. */
export interface ServedRollout {
  readonly name: string;
  /** Of the rollout, in the state. */
  readonly directory: string;
  readonly store: RecordStore;
  readonly frozen: Frozen;
  readonly counter: Pick<RunCounter, 'counts'>;
}

export interface StoredServiceOptions {
  readonly rollouts: readonly ServedRollout[];
  readonly pid: number;
  readonly now: () => Moment;
}

/** What the API tells and takes, by what lies in the state: the controllers of this process and of others write it. */
export class StoredService implements ApiService {
  readonly #options: StoredServiceOptions;

  constructor(options: StoredServiceOptions) {
    this.#options = options;
  }

  get names(): readonly string[] {
    return this.#options.rollouts.map(({ name }) => name);
  }

  statuses(): readonly Reported[] {
    return this.#read().flatMap(({ read, counter }) => {
      if (read.kind !== 'found') return [];
      const { status } = read;
      return [{ status, leads: status.pid === this.#options.pid, counts: counter.counts }];
    });
  }

  /** A journal that nobody has begun is empty. */
  events(name: string, after: number): readonly JournalLine[] | undefined {
    const found = this.#rolloutOf(name);
    if (!found) return undefined;
    return linesIn(journalDirectory(found.directory)).filter(({ sequence }) => sequence > after);
  }

  async ask(request: ApiRequest): Promise<ApiDone> {
    const { rollout: name, verb, id, by, reason } = request;
    const { store, frozen } = this.#rolloutOf(name)!;
    const at = formatMoment(this.#options.now());
    const write = writeOf(request, frozen);
    const { isNew, record } = await ask({ name, store, write, request: { id, verb, by, at, reason } });
    return { changed: isNew, number: record.number };
  }

  faults(): readonly string[] {
    return this.#read().flatMap(({ name, read }) => {
      if (read.kind === 'found') return [];
      return `${name}: ${read.kind === 'none' ? 'no tick has run yet' : read.why}`;
    });
  }

  #rolloutOf(name: string): ServedRollout | undefined {
    return this.#options.rollouts.find((rollout) => rollout.name === name);
  }

  #read(): (ServedRollout & { readonly read: ReadStatus })[] {
    return this.#options.rollouts.map((rollout) => ({ ...rollout, read: readStatus(rollout.directory) }));
  }
}

function linesIn(directory: string): readonly JournalLine[] {
  try {
    return readJournal(directory).lines;
  } catch (problem) {
    if (errorName(problem) === 'ENOENT') return [];
    throw problem;
  }
}
