import { fail } from '../../../errors/rollout-error.ts';
import type { Clock } from '../../../prometheus/clock.ts';
import type { Seconds } from '../../../text/duration.ts';
import type { ReadJournal } from '../../journal/read.ts';
import type { RolloutRecord } from '../../record/record.ts';
import type { Lease } from '../../record/store.ts';
import type { Frozen } from '../frozen.ts';
import type { FrozenCopy } from '../frozen-copy.ts';
import { frozenIn, type ReadFrozen } from '../frozen-file.ts';
import { OWNER, patiently } from '../owner.ts';
import { type RolloutStatus, withoutPicture } from '../rollout-status.ts';
import { seal } from '../sealed.ts';
import type { LeaseWriter, RolloutStorage } from '../state.ts';
import { type ReadStatus, statusIn } from '../status-file.ts';
import { FencedMap } from './fenced-map.ts';
import { JournalMaps, KubernetesJournal } from './kubernetes-journal.ts';
import type { KubernetesStandby } from './kubernetes-standby.ts';
import { KubernetesStore } from './kubernetes-store.ts';
import { LatestMap } from './latest-map.ts';
import { isObjectName, namesOf, type ObjectNames } from './names.ts';
import {
  answered,
  CONFLICT,
  type Made,
  NOT_FOUND,
  type Objects,
  type Resource,
  type Texts,
} from './objects.ts';

const LEASE_SECONDS: Seconds = 15;
const MAX_FRAME_BYTES = 256 * 1024;
/** What this process wrote last is not read again within this. */
const STATUS_AGE: Seconds = 15;
/** Who waits for a request asks often: its journal is looked at no more than this. */
const LOOK_INTERVAL: Seconds = 0.25;

export interface KubernetesStorageOptions {
  readonly name: string;
  readonly objects: Objects;
  /** The address of the state. */
  readonly place: string;
  readonly standby: KubernetesStandby;
  readonly clock: Clock;
  /** Undefined where this user has no directory for it. */
  readonly copy: FrozenCopy | undefined;
  /** It did not answer just now. */
  readonly isAway: () => boolean;
}

/** One rollout in objects of a namespace. */
export class KubernetesStorage implements RolloutStorage {
  readonly name: string;
  readonly place: string;
  readonly frozenPlace: string;
  readonly store: KubernetesStore;
  readonly pace = { poll: 0.5, status: 10 };
  readonly #options: KubernetesStorageOptions;
  readonly #names: ObjectNames;
  readonly #journal: JournalMaps;
  /** The journal when a request was looked for, and was not there. */
  #lookedAt: { readonly stamp: string; readonly at: Seconds } | undefined;
  #status: { readonly status: RolloutStatus; readonly at: Seconds } | undefined;

  constructor(options: KubernetesStorageOptions) {
    const { name, objects, place, clock } = options;
    this.#options = options;
    this.#names = namesOf(name);
    this.name = name;
    this.place = `${place} ${name}`;
    this.frozenPlace = `${place} configmap ${this.#names.frozen}`;
    this.store = new KubernetesStore({
      objects,
      rollout: name,
      owner: OWNER,
      leaseSeconds: LEASE_SECONDS,
      clock,
      onFault: () => {},
    });
    this.#journal = new JournalMaps(objects, name);
  }

  async check(): Promise<void> {}

  /** What is missing is made, and what is to be written and watched is tried. */
  async prepare(): Promise<void> {
    const { run, lease, segment, record, frozen } = this.#names;
    if (!isObjectName(this.name))
      throw this.#failed('its name is none of an object: at most 63 letters, digits, - and .');
    try {
      await this.#make('leases', { name: lease, spec: { leaseDurationSeconds: LEASE_SECONDS } });
      for (const name of [run, segment(0)]) await this.#make('configmaps', { name });
      for (const name of [record, frozen, run, segment(0)]) await this.#try('configmaps', name);
      await this.#try('leases', lease);
      await this.#tryToWatch('configmaps', record);
      await this.#tryToWatch('leases', lease);
      await this.store.watch();
    } catch (problem) {
      throw this.#failed((problem as Error).message, problem);
    }
  }

  async createRecord(record: RolloutRecord): Promise<void> {
    const written = await this.store.create(record);
    if (written === 'unknown') throw new Error(`its first record was not written: ${this.store.writeFault}`);
  }

  async tryToWrite(): Promise<string | undefined> {
    try {
      await this.#try('configmaps', this.#names.record);
      return undefined;
    } catch (problem) {
      return (problem as Error).message;
    }
  }

  async readFrozen(): Promise<ReadFrozen> {
    const { objects, copy, isAway } = this.#options;
    const known = isAway() ? copy?.read() : undefined;
    if (known) return known;
    const answer = await objects.get('configmaps', this.#names.frozen);
    if (answer.kind === 'none') return copy?.read() ?? { kind: 'fault', why: answer.why };
    const text = answer.value?.data?.frozen;
    if (text === undefined) return { kind: 'missing' };
    const read = frozenIn(text);
    if (read.kind === 'frozen') copy?.keep(text);
    return read;
  }

  async writeFrozen(frozen: Frozen): Promise<void> {
    const data = { frozen: seal(frozen) };
    await this.#put(this.#names.frozen, data);
    this.#options.copy?.keep(data.frozen);
  }

  async readFrame(): Promise<string | undefined> {
    return (await patiently(() => this.#readRun())).frame;
  }

  isOwn({ pid, controller }: RolloutStatus): boolean {
    const isHere = controller === null || controller.id.startsWith(`${OWNER} `);
    return isHere && pid === process.pid;
  }

  /** What this process wrote just now, or what is there. */
  async readStatus(): Promise<ReadStatus> {
    const { status, at } = this.#status ?? { at: Number.NEGATIVE_INFINITY };
    if (status && this.#now - at < STATUS_AGE) return { kind: 'found', status };
    try {
      const text = (await this.#readRun()).status;
      return text === undefined ? { kind: 'none' } : statusIn(text);
    } catch (problem) {
      return { kind: 'fault', why: (problem as Error).message };
    }
  }

  readJournal(): Promise<ReadJournal> {
    return this.#journal.read();
  }

  async journalStamp(): Promise<string> {
    return this.#journal.stamp().catch(() => '');
  }

  /** Lines are read only where there are new ones. */
  async isJournalled(id: string): Promise<boolean> {
    const { stamp: before = '', at = Number.NEGATIVE_INFINITY } = this.#lookedAt ?? {};
    if (before.startsWith(`${id} `) && this.#now - at < LOOK_INTERVAL) return false;
    try {
      const stamp = `${id} ${await this.#journal.stamp()}`;
      this.#lookedAt = { stamp, at: this.#now };
      if (stamp === before) return false;
      return (await this.#journal.read()).lines.some((line) => line.id === id);
    } catch {
      return false;
    }
  }

  async writeAddress(text: string | undefined): Promise<void> {
    await this.#put(this.#names.run, { api: text ?? null });
  }

  async standBy(isThere: boolean): Promise<void> {
    const { standby } = this.#options;
    if (isThere) await standby.note(this.name);
    else await standby.remove(this.name);
  }

  hasStandby(): Promise<boolean> {
    return this.#options.standby.hasOther(this.name);
  }

  writeUnder({ fence: text }: Lease): LeaseWriter {
    const { objects } = this.#options;
    const fence = Number(text);
    const map = new FencedMap({ objects, rollout: this.name, name: this.#names.run, fence });
    const run = new LatestMap(map);
    return {
      writeFrame: (frame) => {
        if (Buffer.byteLength(frame) > MAX_FRAME_BYTES) throw new Error('its frame is larger than 256 KiB');
        return run.write({ frame });
      },
      writeStatus: async (status) => {
        await run.write({ status: statusText(status) });
        this.#status = { status, at: this.#now };
      },
      openJournal: () => patiently(() => KubernetesJournal.open(this.#journal, fence)),
    };
  }

  get #now(): Seconds {
    return this.#options.clock.monotonic();
  }

  async #readRun(): Promise<Texts> {
    return (await answered(this.#options.objects.get('configmaps', this.#names.run)))?.data ?? {};
  }

  async #put(name: string, data: Readonly<Record<string, string | null>>): Promise<void> {
    const made = Object.fromEntries(
      Object.entries(data).flatMap(([key, text]) => (text === null ? [] : [[key, text]])),
    );
    await this.#options.objects.put('configmaps', { name, rollout: this.name, data: made }, { data });
  }

  async #make(resource: Resource, made: Made): Promise<void> {
    const { objects } = this.#options;
    if (await answered(objects.get(resource, made.name))) return;
    const answer = await objects.create(resource, { ...made, rollout: this.name });
    if (answer.kind === 'none' && answer.status !== CONFLICT) throw new Error(answer.why);
  }

  /** Throws why it could not be written, if it is there or was. */
  async #try(resource: Resource, name: string): Promise<void> {
    const answer = await this.#options.objects.patch(resource, name, {}, true);
    if (answer.kind === 'none' && answer.status !== NOT_FOUND) throw new Error(answer.why);
  }

  async #tryToWatch(resource: Resource, name: string): Promise<void> {
    const fault = await this.#options.objects.watchFault(resource, name);
    if (fault !== undefined) throw new Error(fault);
  }

  #failed(why: string, cause?: unknown): Error {
    return fail('ROLLOUT_STATE', { directory: this.place, why, fix: 'nothing was told' }, {}, cause);
  }
}

/** A ConfigMap takes 1 MiB: a picture that leaves no room is not written. */
function statusText(status: RolloutStatus): string {
  const text = JSON.stringify(status);
  return text.length > MAX_FRAME_BYTES ? JSON.stringify(withoutPicture(status)) : text;
}
