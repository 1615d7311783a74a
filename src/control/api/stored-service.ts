import { systemClock } from '../../prometheus/system-clock.ts';
import { formatMoment, type Moment } from '../../text/time.ts';
import { type Checked, checkKill } from '../commands/check-kill.ts';
import { worldDirectory } from '../commands/kill-rollout.ts';
import { type Answered, reachStored } from '../commands/reached.ts';
import { viewOf } from '../commands/rollout-view.ts';
import type { StoredRollout } from '../commands/stored-rollout.ts';
import { type Taking, waitUntilTaken } from '../commands/taken.ts';
import { type ReadEvents, readEvents } from '../journal/events.ts';
import type { RunCounter } from '../run/run-counter.ts';
import type { Frozen } from '../state/frozen.ts';
import type { RolloutStatus } from '../state/rollout-status.ts';
import type { RolloutStorage } from '../state/state.ts';
import type { ReadStatus } from '../state/status-file.ts';
import type { World } from '../world.ts';
import { type KillProgress, Kills } from './kills.ts';
import type { ApiRequest, ApiService, Reported } from './service.ts';

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
  /** The world of a kill, with relative files in a directory. */
  readonly openWorld: (directory: string) => World & { close(): void };
}

/** What the API tells and takes, by what lies in the state: the controllers of this process and of others write it. */
export class StoredService implements ApiService {
  readonly #options: StoredServiceOptions;
  readonly #kills = new Kills();

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

  views(): Promise<readonly RolloutStatus[]> {
    return Promise.all(
      this.#options.rollouts.map((rollout) => viewOf(storedOf(rollout), this.#options.now())),
    );
  }

  /** A journal that nobody has begun is empty. */
  async events(name: string): Promise<ReadEvents | undefined> {
    if (!this.names.includes(name)) return undefined;
    return readEvents(this.#stored(name).storage, this.#options.now());
  }

  async ask({ rollout, id, by, reason, ...order }: ApiRequest): Promise<Answered> {
    const request = { id, by, reason, at: formatMoment(this.#options.now()) };
    const stored = this.#stored(rollout);
    if (order.verb !== 'kill') return reachStored(stored).ask(order, request);
    const isRetry = this.#kills.progress(rollout, id, 0) !== undefined;
    const record = await this.#kills.kill({
      stored,
      openWorld: this.#options.openWorld,
      request: { ...request, verb: 'kill' },
      clock: systemClock,
    });
    const asked = record.requests.some((one) => one.id === id);
    return { changed: asked && !isRetry, asked, number: record.number };
  }

  /** As it is at this moment. */
  taken(name: string, id: string): Promise<Taking> {
    const { signal } = new AbortController();
    return waitUntilTaken(this.#stored(name), { id, timeout: 0, clock: systemClock, signal });
  }

  killProgress(name: string, id: string, after: number): KillProgress | undefined {
    return this.#kills.progress(name, id, after);
  }

  async checkKill(name: string): Promise<readonly Checked[]> {
    const stored = this.#stored(name);
    const world = this.#options.openWorld(worldDirectory(stored));
    const checked = await checkKill({ stored, world, clock: systemClock });
    world.close();
    return checked;
  }

  async faults(): Promise<readonly string[]> {
    return (await this.#read()).flatMap(({ name, read }) => {
      if (read.kind === 'found') return [];
      return `${name}: ${read.kind === 'none' ? 'no tick has run yet' : read.why}`;
    });
  }

  /** Kills that go on are left: what is told stays told. */
  close(): void {
    this.#kills.close();
  }

  #stored(name: string): StoredRollout {
    return storedOf(this.#options.rollouts.find((rollout) => rollout.name === name)!);
  }

  #read(): Promise<(ServedRollout & { readonly read: ReadStatus })[]> {
    const read = async (rollout: ServedRollout) => ({ ...rollout, read: await rollout.storage.readStatus() });
    return Promise.all(this.#options.rollouts.map(read));
  }
}

const storedOf = ({ name, storage, frozen }: ServedRollout): StoredRollout => ({
  name,
  storage,
  store: storage.store,
  frozen: { kind: 'frozen', frozen },
});
