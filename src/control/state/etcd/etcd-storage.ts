import { systemClock } from '../../../prometheus/system-clock.ts';
import type { Seconds } from '../../../text/duration.ts';
import type { ReadJournal } from '../../journal/read.ts';
import type { RolloutRecord } from '../../record/record.ts';
import type { Lease } from '../../record/store.ts';
import type { Frozen } from '../frozen.ts';
import { type FrozenCopy, readFrozenText } from '../frozen-copy.ts';
import type { ReadFrozen } from '../frozen-file.ts';
import { isOwn, OWNER, patiently } from '../owner.ts';
import { RequestLook } from '../request-look.ts';
import { seal } from '../sealed.ts';
import type { LeaseWriter, RolloutStorage } from '../state.ts';
import { type ReadStatus, statusOf } from '../status-file.ts';
import { EtcdJournal, JournalKeys } from './etcd-journal.ts';
import { EtcdStandby } from './etcd-standby.ts';
import { EtcdStore } from './etcd-store.ts';
import type { EtcdGateway } from './gateway.ts';
import { answered, type Condition, changeIf, type KeyValue, putIf, readKey } from './keys.ts';
import { LatestKey } from './latest-key.ts';

const LEASE_SECONDS: Seconds = 15;

export interface EtcdStorageOptions {
  readonly name: string;
  readonly gateway: EtcdGateway;
  /** The address of the state, and what the keys of the rollout begin with. */
  readonly place: string;
  readonly prefix: string;
  /** What the keys of its journal begin with. */
  readonly journal: string;
  /** Undefined where this user has no directory for it. */
  readonly copy: FrozenCopy | undefined;
  /** It did not answer just now. */
  readonly isAway: () => boolean;
}

/** One rollout in keys of etcd. */
export class EtcdStorage implements RolloutStorage {
  readonly name: string;
  readonly place: string;
  readonly frozenPlace: string;
  readonly store: EtcdStore;
  readonly pace = { poll: 0.5, status: 1, silence: 0 };
  readonly isOwn = isOwn;
  readonly #options: EtcdStorageOptions;
  readonly #journal: JournalKeys;
  readonly #standby: EtcdStandby;
  readonly #requests: RequestLook;

  constructor(options: EtcdStorageOptions) {
    const { name, gateway, place, prefix, journal } = options;
    this.#options = options;
    this.name = name;
    this.place = `${place} ${prefix}`;
    this.frozenPlace = `${place} ${this.#key('frozen')}`;
    this.store = new EtcdStore({
      gateway,
      prefix,
      leaseSeconds: LEASE_SECONDS,
      owner: OWNER,
      onFault: () => {},
    });
    this.#journal = new JournalKeys(gateway, journal);
    this.#requests = new RequestLook(this.#journal, systemClock);
    this.#standby = new EtcdStandby({ gateway, prefix: `${this.#key('standby')}/`, owner: OWNER });
  }

  async check(): Promise<void> {}

  async prepare(): Promise<void> {}

  async createRecord(record: RolloutRecord): Promise<void> {
    const written = await this.store.create(record);
    if (written === 'unknown') throw new Error('its first record was written without an answer');
  }

  async tryToWrite(): Promise<string | undefined> {
    const key = this.#key('check');
    try {
      await answered(putIf(this.#options.gateway, { key, text: '' }, []));
      await answered(changeIf(this.#options.gateway, { removed: [key] }, []));
      return undefined;
    } catch (problem) {
      return (problem as Error).message;
    }
  }

  async readFrozen(): Promise<ReadFrozen> {
    const { gateway, copy, isAway } = this.#options;
    const known = isAway() ? copy?.read() : undefined;
    if (known) return known;
    return readFrozenText(copy, async () => {
      const answer = await readKey(gateway, this.#key('frozen'));
      return answer.kind === 'none' ? answer : { kind: 'answer', value: answer.value?.text };
    });
  }

  async writeFrozen(frozen: Frozen): Promise<void> {
    const text = seal(frozen);
    await answered(putIf(this.#options.gateway, { key: this.#key('frozen'), text }, []));
    this.#options.copy?.keep(text);
  }

  async readFrame(): Promise<string | undefined> {
    return (await patiently(() => this.#read('frame')))?.text;
  }

  readStatus(): Promise<ReadStatus> {
    return statusOf(async () => (await this.#read('status'))?.text);
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
    const key = this.#key('api');
    const change = text === undefined ? { removed: [key] } : { puts: [{ key, text }] };
    await answered(changeIf(this.#options.gateway, change, []));
  }

  async standBy(isThere: boolean): Promise<void> {
    if (isThere) await this.#standby.note();
    else await this.#standby.remove();
  }

  hasStandby(): Promise<boolean> {
    return this.#standby.hasOther();
  }

  writeUnder({ fence: revision }: Lease): LeaseWriter {
    const { gateway } = this.#options;
    const fence: Condition = { key: this.store.leaseKey, of: 'created', revision };
    const frame = new LatestKey({ gateway, fence, key: this.#key('frame') });
    const status = new LatestKey({ gateway, fence, key: this.#key('status') });
    return {
      writeFrame: (text) => frame.write(text),
      writeStatus: (one) => status.write(JSON.stringify(one)),
      openJournal: () => patiently(() => EtcdJournal.open(this.#journal, fence)),
    };
  }

  #read(what: string): Promise<KeyValue | undefined> {
    return answered(readKey(this.#options.gateway, this.#key(what)));
  }

  #key(what: string): string {
    return `${this.#options.prefix}/${what}`;
  }
}
