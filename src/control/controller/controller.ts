import type { Actuator } from '../actuators/actuator.ts';
import type { PassThrough } from '../decision.ts';
import { take } from '../record/controller-writes.ts';
import type { RolloutRecord } from '../record/record.ts';
import type { RecordStore } from '../record/store.ts';
import { type ControlClock, instant } from './clock.ts';
import type { ControllerNote } from './controller-note.ts';
import { lowestInForce } from './in-force.ts';
import { Leadership } from './leadership.ts';
import type { LeadershipOptions } from './leadership-options.ts';
import { LeaseClock } from './lease-clock.ts';
import type { ControlSettings } from './settings.ts';

export interface ControllerOptions {
  /** Its name among the controllers of the rollout. */
  readonly id: string;
  readonly store: RecordStore;
  /** A record of another plan is not taken; any is where it is missing. */
  readonly plan?: string;
  readonly actuators: readonly Actuator[];
  readonly passThrough: PassThrough | null;
  readonly clock: ControlClock;
  readonly settings: ControlSettings;
  readonly note: (note: ControllerNote) => void;
}

/** Stands by until it holds the lease, takes the record, and brings every actuator to what the record says. */
export class Controller {
  readonly #options: ControllerOptions;
  readonly #stopped = new AbortController();
  #lease: LeaseClock | undefined;
  #leadership: Leadership | undefined;
  #ended: Promise<void> | undefined;

  constructor(options: ControllerOptions) {
    this.#options = options;
  }

  /** While it holds the lease and has taken the record. */
  get leadership(): Leadership | undefined {
    return this.#leadership;
  }

  /** Between having the lease and having taken the record. */
  get isTaking(): boolean {
    return this.#lease !== undefined && this.#leadership === undefined;
  }

  start(): void {
    this.#ended = this.#run();
  }

  /** Leaves: what is in force stays. The lease is released where no call can land any more, and else left to lapse. */
  async stop(): Promise<void> {
    this.#stopped.abort();
    await this.#ended;
    const isClean = (await this.#leadership?.leave()) ?? true;
    if (isClean && this.#lease) await this.#options.store.release(this.#lease.lease);
    this.#drop();
  }

  async #run(): Promise<void> {
    const { clock, settings } = this.#options;
    while (!this.#stopped.signal.aborted) {
      if (this.#leadership) await this.#lead(this.#leadership);
      else await this.#takeOver();
      await clock.sleep(settings.poll, this.#stopped.signal);
    }
  }

  async #lead(leadership: Leadership): Promise<void> {
    await Promise.all([this.#keep(), leadership.look()]);
    if (!leadership.isOver) return this.#options.note({ kind: 'looked' });
    this.#drop();
    this.#options.note({ kind: 'lease_lost' });
  }

  /** Counts from the moment the keepalive is sent. */
  async #keep(): Promise<void> {
    const held = this.#lease;
    if (!held?.isDue) return;
    const sent = instant(this.#options.clock);
    const answer = await this.#options.store.keep(held.lease);
    if (answer === 'kept') held.kept(sent);
    if (answer === 'lost') this.#lose();
    else this.#leadership?.pump();
  }

  #lose(): void {
    this.#leadership?.end();
    this.#lease = undefined;
  }

  #drop(): void {
    this.#leadership?.end();
    this.#leadership = undefined;
    this.#lease = undefined;
  }

  async #takeOver(): Promise<void> {
    if (this.#lease) await this.#keep();
    this.#lease ??= await this.#acquire();
    const held = this.#lease;
    if (!held) return;
    const { store, plan, actuators, clock, settings, note } = this.#options;
    const found = await store.read();
    if (found.kind === 'unknown') return;
    const { value: record } = found;
    if (plan !== undefined && record.plan !== plan) {
      note({ kind: 'replanned' });
      return this.#giveBack(held);
    }
    const inForce = await lowestInForce(actuators, record.target, { clock, settings });
    const next = take(record, held.lease.holder, inForce);
    const written = await store.write(next, record.number, held.lease);
    if (written === 'written') this.#begin(held, next);
    if (written === 'refused') await this.#giveBack(held);
  }

  /** Somebody wrote first: who holds it is asked anew. */
  async #giveBack({ lease }: LeaseClock): Promise<void> {
    await this.#options.store.release(lease);
    this.#lease = undefined;
  }

  async #acquire(): Promise<LeaseClock | undefined> {
    const { store, id, clock, settings } = this.#options;
    const sent = instant(clock);
    const lease = await store.acquire(id);
    return lease && new LeaseClock(lease, sent, { clock, margin: settings.margin });
  }

  #begin(held: LeaseClock, record: RolloutRecord): void {
    const options: LeadershipOptions = { ...this.#options, held };
    this.#leadership = new Leadership(options, record);
    this.#leadership.pump();
    this.#options.note({ kind: 'leads', record });
  }
}
