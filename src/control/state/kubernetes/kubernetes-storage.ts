import { fail } from '../../../errors/rollout-error.ts';
import type { Clock } from '../../../prometheus/clock.ts';
import type { Seconds } from '../../../text/duration.ts';
import type { ReadJournal } from '../../journal/read.ts';
import type { RolloutRecord } from '../../record/record.ts';
import type { Lease } from '../../record/store.ts';
import type { Frozen } from '../frozen.ts';
import { type FrozenCopy, readFrozenText } from '../frozen-copy.ts';
import type { ReadFrozen } from '../frozen-file.ts';
import { isOwn, OWNER, patiently } from '../owner.ts';
import { RequestLook } from '../request-look.ts';
import type { RolloutStatus } from '../rollout-status.ts';
import { seal } from '../sealed.ts';
import type { LeaseWriter, RolloutStorage } from '../state.ts';
import { type ReadStatus, statusOf } from '../status-file.ts';
import { JournalMaps, KubernetesJournal } from './kubernetes-journal.ts';
import type { KubernetesStandby } from './kubernetes-standby.ts';
import { KubernetesStore } from './kubernetes-store.ts';
import { isObjectName, namesOf, type ObjectNames } from './names.ts';
import { present, type Texts } from './object.ts';
import { answered, type Objects } from './objects.ts';
import { prepareObjects, tryToPatch } from './prepare-objects.ts';
import { RunMap } from './run-map.ts';

const LEASE_SECONDS: Seconds = 15;
/** What this process wrote last is not read again within this. */
const STATUS_AGE: Seconds = 15;

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
  readonly pace = { poll: 0.5, status: 10, silence: 70 };
  readonly isOwn = isOwn;
  readonly #options: KubernetesStorageOptions;
  readonly #names: ObjectNames;
  readonly #journal: JournalMaps;
  readonly #requests: RequestLook;
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
    this.#requests = new RequestLook(this.#journal, clock);
  }

  async check(): Promise<void> {}

  /** What is missing is made, and what is to be written and watched is tried. */
  async prepare(): Promise<void> {
    if (!isObjectName(this.name))
      throw this.#failed('its name is none of an object: at most 63 letters, digits, - and .');
    try {
      await prepareObjects(this.#options.objects, this.name, LEASE_SECONDS);
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
      await tryToPatch(this.#options.objects, 'configmaps', this.#names.record);
      return undefined;
    } catch (problem) {
      return (problem as Error).message;
    }
  }

  async readFrozen(): Promise<ReadFrozen> {
    const { objects, copy, isAway } = this.#options;
    const known = isAway() ? copy?.read() : undefined;
    if (known) return known;
    return readFrozenText(copy, async () => {
      const answer = await objects.get('configmaps', this.#names.frozen);
      return answer.kind === 'none' ? answer : { kind: 'answer', value: answer.value?.data?.frozen };
    });
  }

  async writeFrozen(frozen: Frozen): Promise<void> {
    const data = { frozen: seal(frozen) };
    await this.#put(this.#names.frozen, data);
    this.#options.copy?.keep(data.frozen);
  }

  async readFrame(): Promise<string | undefined> {
    return (await patiently(() => this.#readRun())).frame;
  }

  /** What this process wrote just now, or what is there. */
  async readStatus(): Promise<ReadStatus> {
    const { status, at } = this.#status ?? { at: Number.NEGATIVE_INFINITY };
    if (status && this.#now - at < STATUS_AGE) return { kind: 'found', status };
    return statusOf(async () => (await this.#readRun()).status);
  }

  readJournal(): Promise<ReadJournal> {
    return this.#journal.read();
  }

  async journalStamp(): Promise<string> {
    return this.#journal.stamp().catch(() => '');
  }

  isJournalled(id: string): Promise<boolean> {
    return this.#requests.finds(id);
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
    const run = new RunMap({ objects, rollout: this.name, name: this.#names.run, fence });
    return {
      writeFrame: (frame) => run.writeFrame(frame),
      writeStatus: async (status) => {
        await run.writeStatus(status);
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
    const made = { name, rollout: this.name, data: present(data) };
    await this.#options.objects.put('configmaps', made, { data });
  }

  #failed(why: string, cause?: unknown): Error {
    return fail('ROLLOUT_STATE', { directory: this.place, why, fix: 'nothing was told' }, {}, cause);
  }
}
