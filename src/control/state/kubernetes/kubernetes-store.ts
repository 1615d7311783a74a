import { randomUUID } from 'node:crypto';
import type { Clock } from '../../../prometheus/clock.ts';
import type { Seconds } from '../../../text/duration.ts';
import type { RolloutRecord } from '../../record/record.ts';
import {
  CHANGED,
  type Following,
  type Found,
  type Lease,
  type RepairableStore,
  type Written,
} from '../../record/store.ts';
import { recordAnew } from '../record-anew.ts';
import { recordIn } from '../record-text.ts';
import { seal } from '../sealed.ts';
import { fenced, fenceOf } from './fence.ts';
import { KubernetesLease } from './kubernetes-lease.ts';
import { namesOf } from './names.ts';
import type { KubeObject } from './object.ts';
import { CONFLICT, type Objects } from './objects.ts';
import { countOf, recordObject, replaceRecord } from './record-object.ts';
import { Watched } from './watched.ts';

export interface KubernetesStoreOptions {
  readonly objects: Objects;
  readonly rollout: string;
  /** What the holder of its lease is called. */
  readonly owner: string;
  readonly leaseSeconds: Seconds;
  readonly clock: Clock;
  /** A request failed: why. */
  readonly onFault: (why: string) => void;
}

const MAX_TRIES = 3;

interface Known {
  readonly record: RolloutRecord;
  readonly object: KubeObject;
}

/**
 * The record of a rollout in a ConfigMap, and its lease in a Lease. Who takes the lease marks the record with its number: a
 * write with a lease is done where the record has the mark of that lease, and the version that was read. A request that had
 * no answer may still be done: its version decides.
 */
export class KubernetesStore implements RepairableStore {
  writeFault: string | undefined;
  readonly #options: KubernetesStoreOptions;
  readonly #lease: KubernetesLease;
  readonly #watched: Watched;
  readonly #name: string;
  #parsed: { readonly object: KubeObject; readonly found: Found<RolloutRecord> } | undefined;

  constructor(options: KubernetesStoreOptions) {
    const { objects, rollout, leaseSeconds: seconds, clock } = options;
    const names = namesOf(rollout);
    this.#options = options;
    this.#name = names.record;
    this.#lease = new KubernetesLease({ objects, rollout, seconds, clock, name: names.lease });
    this.#watched = new Watched({ objects, clock, resource: 'configmaps', name: names.record });
  }

  /** Writes the first record; `refused` where there is one. */
  async create(record: RolloutRecord): Promise<Written> {
    const made = await this.#options.objects.create('configmaps', this.#made(record));
    if (made.kind === 'answer') this.#watched.take(made.value);
    if (made.kind === 'answer') return 'written';
    return made.status === CONFLICT ? 'refused' : this.#fail(made.why);
  }

  /** What is watched needs no more reads. Throws why it cannot be watched. */
  async watch(): Promise<void> {
    await Promise.all([this.#watched.begin(), this.#lease.watched.begin()]);
  }

  async read(): Promise<Found<RolloutRecord>> {
    const found = await this.#watched.look();
    if (found.kind === 'none') return { kind: 'unknown', why: found.why };
    return this.#recordIn(found.value);
  }

  async write(next: RolloutRecord, from: number, lease?: Lease): Promise<Written> {
    const { objects } = this.#options;
    for (let left = MAX_TRIES; left > 0; left--) {
      const known = await this.#known();
      if (known.kind === 'unknown') return this.#fail(known.why);
      const { record, object } = known.value;
      const isOurs = lease === undefined || lease.fence === String(fenceOf(object));
      if (record.number !== from || !isOurs) {
        this.#watched.forget();
        return 'refused';
      }
      const version = object.metadata.resourceVersion;
      const written = await objects.patch('configmaps', this.#name, {
        version,
        data: { record: seal(next) },
      });
      if (written.kind === 'answer') this.#watched.take(written.value);
      if (written.kind === 'answer') return 'written';
      this.#watched.forget();
      if (written.status !== CONFLICT) return this.#fail(written.why);
    }
    return 'refused';
  }

  /** Each record was a write, and a write is a version: no number was above the last one. */
  async repair(blank: RolloutRecord, next: Following): Promise<RolloutRecord | string> {
    const holder = await this.holder();
    if (holder.kind === 'unknown') return holder.why;
    const seen = await this.#options.objects.see('configmaps', this.#name);
    if (seen.kind === 'none') return seen.why;
    const { object, version } = seen.value;
    const found = this.#recordIn(object);
    const remains = { found, text: object?.data?.record, number: countOf(version), holder: holder.value };
    const record = recordAnew(remains, blank, next);
    return typeof record === 'string' ? record : this.#replace(object, record);
  }

  async #replace(object: KubeObject | undefined, record: RolloutRecord): Promise<RolloutRecord | string> {
    const replaced = { object, fence: await this.#lease.taken() };
    const written = await replaceRecord(this.#options.objects, replaced, this.#made(record));
    if (written.kind === 'none') return written.status === CONFLICT ? CHANGED : written.why;
    this.#watched.take(written.value);
    return record;
  }

  async acquire(): Promise<Lease | undefined> {
    const { owner, leaseSeconds } = this.#options;
    await this.watch().catch(() => {});
    const present = await this.#watched.look();
    if (present.kind === 'none' || !present.value) return undefined;
    const holder = `${owner} ${randomUUID().slice(0, 8)}`;
    const fence = await this.#lease.acquire(holder, fenceOf(present.value));
    if (fence === undefined) return undefined;
    if (!(await this.#mark(fence))) {
      await this.#lease.release(holder);
      return undefined;
    }
    this.#lease.watched.end();
    return { fence: String(fence), holder, seconds: leaseSeconds };
  }

  async keep({ holder }: Lease): Promise<'kept' | 'lost' | 'unknown'> {
    return this.#lease.keep(holder);
  }

  release({ holder }: Lease): Promise<void> {
    return this.#lease.release(holder);
  }

  holder(): Promise<Found<string | null>> {
    return this.#lease.holder();
  }

  /** False where a later holder has marked it. */
  async #mark(fence: number): Promise<boolean> {
    for (let left = MAX_TRIES; left > 0; left--) {
      const found = await this.#watched.known();
      if (found.kind === 'none' || !found.value || fenceOf(found.value) >= fence) return false;
      const version = found.value.metadata.resourceVersion;
      const change = { version, annotations: fenced(fence) };
      const marked = await this.#options.objects.patch('configmaps', this.#name, change);
      if (marked.kind === 'answer') this.#watched.take(marked.value);
      if (marked.kind === 'answer') return true;
      this.#watched.forget();
    }
    return false;
  }

  async #known(): Promise<Found<Known>> {
    const found = await this.#watched.known();
    if (found.kind === 'none') return { kind: 'unknown', why: found.why };
    const record = this.#recordIn(found.value);
    if (record.kind === 'unknown') return record;
    return { kind: 'found', value: { record: record.value, object: found.value! } };
  }

  #made(record: RolloutRecord) {
    return recordObject({ rollout: this.#options.rollout, name: this.#name }, record);
  }

  /** The same object is not read twice. */
  #recordIn(object: KubeObject | undefined): Found<RolloutRecord> {
    if (!object) return recordIn(undefined);
    if (this.#parsed?.object !== object)
      this.#parsed = { object, found: recordIn(object.data?.record ?? '') };
    return this.#parsed.found;
  }

  #fail(why: string): Written {
    this.#options.onFault(why);
    this.writeFault = why;
    return 'unknown';
  }
}
