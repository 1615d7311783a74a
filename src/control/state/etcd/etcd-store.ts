import type { Seconds } from '../../../text/duration.ts';
import type { RolloutRecord } from '../../record/record.ts';
import {
  CHANGED,
  type Following,
  type Found,
  type Lease,
  NO_ANSWER,
  type RepairableStore,
  type Written,
} from '../../record/store.ts';
import { recordAnew } from '../record-anew.ts';
import { recordIn } from '../record-text.ts';
import { seal } from '../sealed.ts';
import type { Answer, EtcdGateway } from './gateway.ts';
import { ABSENT, type Condition, type KeyValue, putIf, readKey, seeKey } from './keys.ts';

export interface EtcdStoreOptions {
  readonly gateway: EtcdGateway;
  /** Of one rollout: what its keys begin with. */
  readonly prefix: string;
  /** What the holder of its lease is called. */
  readonly owner: string;
  /** Whole seconds. */
  readonly leaseSeconds: Seconds;
  /** A request failed: why. */
  readonly onFault: (why: string) => void;
}

/**
 * The record of a rollout in etcd. The lease is a key that ends with a lease of etcd; a write with it is done in the same
 * transaction that finds the key as it was made. A request that had no answer may still be done: its conditions decide.
 */
export class EtcdStore implements RepairableStore {
  readonly #options: EtcdStoreOptions;
  readonly leaseKey: string;
  writeFault: string | undefined;
  readonly #recordKey: string;
  /** The revisions of the records that were read or written last, by their numbers. */
  #known: { readonly number: number; readonly revision: string } | undefined;

  constructor(options: EtcdStoreOptions) {
    this.#options = options;
    this.#recordKey = `${options.prefix}/record`;
    this.leaseKey = `${options.prefix}/lease`;
  }

  /** Writes the first record; `refused` where there is one. */
  create(record: RolloutRecord): Promise<Written> {
    return this.#put(record, [{ key: this.#recordKey, of: 'created', revision: ABSENT }]);
  }

  async read(): Promise<Found<RolloutRecord>> {
    const { gateway } = this.#options;
    const answer = await readKey(gateway, this.#recordKey);
    if (answer.kind === 'none') return { kind: 'unknown', why: answer.why };
    const found = recordIn(answer.value?.text);
    if (found.kind === 'found')
      this.#known = { number: found.value.number, revision: answer.value!.modified };
    return found;
  }

  async write(next: RolloutRecord, from: number, lease?: Lease): Promise<Written> {
    if (this.#known?.number !== from) {
      const found = await this.read();
      if (found.kind === 'unknown') return this.#fail(found.why);
      if (found.value.number !== from) return 'refused';
    }
    const conditions: Condition[] = [
      { key: this.#recordKey, of: 'modified', revision: this.#known!.revision },
    ];
    if (lease) conditions.push({ key: this.leaseKey, of: 'created', revision: lease.fence });
    return this.#put(next, conditions);
  }

  /** Each record was a write, and a write is a revision: no number was above the last one. */
  async repair(blank: RolloutRecord, next: Following): Promise<RolloutRecord | string> {
    const [seen, holder] = await Promise.all([seeKey(this.#options.gateway, this.#recordKey), this.holder()]);
    if (seen.kind === 'none') return seen.why;
    if (holder.kind === 'unknown') return holder.why;
    const { present, revision } = seen.value;
    const { text } = present ?? {};
    const remains = { found: recordIn(text), text, number: Number(revision), holder: holder.value };
    const record = recordAnew(remains, blank, next);
    return typeof record === 'string' ? record : this.#replace(present, record);
  }

  async #replace(present: KeyValue | undefined, record: RolloutRecord): Promise<RolloutRecord | string> {
    const key = this.#recordKey;
    const written = await this.#put(record, [{ key, of: 'modified', revision: present?.modified ?? ABSENT }]);
    if (written === 'written') return record;
    if (written === 'refused') return CHANGED;
    return this.writeFault ?? NO_ANSWER;
  }

  async acquire(): Promise<Lease | undefined> {
    const { gateway, leaseSeconds, owner } = this.#options;
    const present = await this.holder();
    if (present.kind === 'unknown' || present.value !== null) return undefined;
    const TTL = String(leaseSeconds);
    const granted = await gateway.call<{ readonly ID: string }>('/v3/lease/grant', { TTL });
    if (granted.kind === 'none') return undefined;
    const { ID } = granted.value;
    const holder = `${owner} ${ID}`;
    const put = { key: this.leaseKey, text: holder, lease: ID };
    const written = await putIf(gateway, put, [{ key: this.leaseKey, of: 'created', revision: ABSENT }]);
    if (written.kind === 'answer' && written.value !== undefined)
      return { fence: written.value, holder, seconds: leaseSeconds };
    await this.#revoke(ID);
    return undefined;
  }

  async keep({ holder }: Lease): Promise<'kept' | 'lost' | 'unknown'> {
    const { gateway } = this.#options;
    const kept = await gateway.call<{ readonly result?: { readonly TTL?: string } }>('/v3/lease/keepalive', {
      ID: leaseOf(holder),
    });
    if (kept.kind === 'none') return 'unknown';
    return kept.value.result?.TTL === undefined ? 'lost' : 'kept';
  }

  release({ holder }: Lease): Promise<void> {
    return this.#revoke(leaseOf(holder));
  }

  async holder(): Promise<Found<string | null>> {
    const answer = await readKey(this.#options.gateway, this.leaseKey);
    if (answer.kind === 'none') return { kind: 'unknown', why: answer.why };
    return { kind: 'found', value: answer.value?.text ?? null };
  }

  async #put(record: RolloutRecord, conditions: readonly Condition[]): Promise<Written> {
    const put = { key: this.#recordKey, text: seal(record) };
    const written: Answer<string | undefined> = await putIf(this.#options.gateway, put, conditions);
    this.#known = undefined;
    if (written.kind === 'none') return this.#fail(written.why);
    if (written.value === undefined) return 'refused';
    this.#known = { number: record.number, revision: written.value };
    return 'written';
  }

  async #revoke(ID: string): Promise<void> {
    await this.#options.gateway.call('/v3/lease/revoke', { ID });
  }

  #fail(why: string): Written {
    this.writeFault = why;
    this.#options.onFault(why);
    return 'unknown';
  }
}

const leaseOf = (holder: string): string => holder.slice(holder.lastIndexOf(' ') + 1);
