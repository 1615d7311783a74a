import { formatMoment, type Moment } from '../../text/time.ts';
import { ask } from '../commands/ask.ts';
import type { JournalLine } from '../journal/line.ts';
import type { RunCounter } from '../run/run-counter.ts';
import type { Frozen } from '../state/frozen.ts';
import type { RolloutStorage } from '../state/state.ts';
import type { ReadStatus } from '../state/status-file.ts';
import type { ApiDone, ApiRequest, ApiService, Reported } from './service.ts';
import { writeOf } from './verbs.ts';

/** A rollout that a process runs, or stands by for. */
export interface ServedRollout {
  readonly name: string;
  readonly storage: RolloutStorage;
  readonly frozen: Frozen;
  readonly counter: Pick<RunCounter, 'counts'>;
}

export interface StoredServiceOptions {
  readonly rollouts: readonly ServedRollout[];
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

  async statuses(): Promise<readonly Reported[]> {
    return (await this.#read()).flatMap(({ read, counter, storage }) => {
      if (read.kind !== 'found') return [];
      const { status } = read;
      return [{ status, leads: storage.isOwn(status), counts: counter.counts }];
    });
  }

  /** A journal that nobody has begun is empty. */
  async events(name: string, after: number): Promise<readonly JournalLine[] | undefined> {
    const found = this.#rolloutOf(name);
    if (!found) return undefined;
    const { lines } = await found.storage.readJournal();
    return lines.filter(({ sequence }) => sequence > after);
  }

  async ask(request: ApiRequest): Promise<ApiDone> {
    const { rollout: name, verb, id, by, reason } = request;
    const { storage, frozen } = this.#rolloutOf(name)!;
    const { store } = storage;
    const at = formatMoment(this.#options.now());
    const write = writeOf(request, frozen);
    const { isNew, record } = await ask({ name, store, write, request: { id, verb, by, at, reason } });
    return { changed: isNew, number: record.number };
  }

  async faults(): Promise<readonly string[]> {
    return (await this.#read()).flatMap(({ name, read }) => {
      if (read.kind === 'found') return [];
      return `${name}: ${read.kind === 'none' ? 'no tick has run yet' : read.why}`;
    });
  }

  #rolloutOf(name: string): ServedRollout | undefined {
    return this.#options.rollouts.find((rollout) => rollout.name === name);
  }

  #read(): Promise<(ServedRollout & { readonly read: ReadStatus })[]> {
    const read = async (rollout: ServedRollout) => ({ ...rollout, read: await rollout.storage.readStatus() });
    return Promise.all(this.#options.rollouts.map(read));
  }
}
