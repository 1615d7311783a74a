import { newRecord, type RolloutRecord } from '../../../src/control/record/record.ts';
import type { Following, Found, Lease, RepairableStore, Written } from '../../../src/control/record/store.ts';
import { recordAnew } from '../../../src/control/state/record-anew.ts';
import type { Oracle } from './oracle.ts';
import type { SimProcess } from './sim-process.ts';
import type { Simulation } from './simulation.ts';

export const LEASE_SECONDS = 6;
const CALL_LIMIT = 2;

/** A linearisable store with one record and one lease, seen over a network. */
export class SimStore {
  record: RolloutRecord = newRecord('checkout', 'plan');
  isDown = false;
  /** Nobody can read the record. */
  isDamaged = false;
  /** Chances, for a while. */
  chances = { lost: 0, late: 0 };
  readonly #simulation: Simulation;
  readonly #oracle: Oracle;
  #lease: (Lease & { expires: number; readonly process: SimProcess }) | undefined;
  #fence = 0;

  constructor(simulation: Simulation, oracle: Oracle) {
    this.#simulation = simulation;
    this.#oracle = oracle;
  }

  /** The lease in force now. */
  get lease(): Lease | undefined {
    if (this.#lease && this.#lease.expires <= this.#simulation.now) {
      this.#simulation.say(`lease ${this.#lease.holder} lapses`);
      this.#lease = undefined;
    }
    return this.#lease;
  }

  /** As one process sees it. */
  seenBy(process: SimProcess): RepairableStore {
    return {
      read: () => this.#call<Found<RolloutRecord>>(process, NO_ANSWER, () => this.#read()),
      write: (next, from, lease) =>
        this.#call<Written>(process, 'unknown', () => this.write(process.name, next, { from, lease })),
      repair: (blank, next) =>
        this.#call<RolloutRecord | string>(process, NO_ANSWER.why, () => this.#repair(blank, next)),
      acquire: (controller) =>
        this.#call<Lease | undefined>(process, undefined, () => this.#acquire(process, controller)),
      keep: (lease) => this.#call<'kept' | 'lost' | 'unknown'>(process, 'unknown', () => this.#keep(lease)),
      release: (lease) => this.#call<void>(process, undefined, () => this.#release(lease)),
      holder: () =>
        this.#call<Found<string | null>>(process, NO_ANSWER, () => found(this.lease?.holder ?? null)),
    };
  }

  #read(): Found<RolloutRecord> {
    return this.isDamaged ? { kind: 'unknown', why: 'it is damaged' } : found(this.record);
  }

  #repair(blank: RolloutRecord, next: Following): RolloutRecord | string {
    const { number } = this.record;
    const remains = { found: this.#read(), text: '', number, holder: this.lease?.holder ?? null };
    const record = recordAnew(remains, blank, next);
    if (typeof record === 'string') return record;
    this.#oracle.writtenAnew(this.record, record);
    this.record = record;
    this.isDamaged = false;
    this.#simulation.say(`the record is written anew, as ${record.number}`);
    return record;
  }

  /** Compare and swap. */
  write(who: string, next: RolloutRecord, { from, lease }: { from: number; lease?: Lease }): Written {
    if (this.isDamaged) return 'unknown';
    const isHeld = !lease || this.lease?.fence === lease.fence;
    if (!isHeld || this.record.number !== from) return 'refused';
    this.#oracle.written(this.record, next);
    this.record = next;
    const { number, target, ceiling, killed } = next;
    const kill = killed ? ` killed ${killed.acknowledged} ${killed.confirmed}` : '';
    this.#simulation.say(`${who} writes ${number}: target ${target}, ceiling ${ceiling}${kill}`);
    return 'written';
  }

  #acquire(process: SimProcess, controller: string): Lease | undefined {
    if (this.lease) return undefined;
    const fence = String(++this.#fence);
    const holder = `${controller}/${fence}`;
    const expires = this.#simulation.now + LEASE_SECONDS;
    this.#lease = { fence, holder, seconds: LEASE_SECONDS, expires, process };
    this.#simulation.say(`${holder} has the lease`);
    return { fence, holder, seconds: LEASE_SECONDS };
  }

  #keep({ fence }: Lease): 'kept' | 'lost' {
    if (this.lease?.fence !== fence) return 'lost';
    this.#lease!.expires = this.#simulation.now + LEASE_SECONDS;
    return 'kept';
  }

  #release({ fence }: Lease): void {
    if (this.lease?.fence === fence) this.#lease = undefined;
  }

  /** A request may come late, and its answer may be lost; after its time limit nobody knows. */
  #call<T>(process: SimProcess, unknown: T, act: () => T): Promise<T> {
    const { between, isChance } = bound(this.#simulation);
    return new Promise((resolve) => {
      const limit = this.#simulation.after(CALL_LIMIT, () => process.deliver(() => resolve(unknown)));
      const answer = (value: T) => {
        if (process.isAlive && !process.isStopped) limit.isOff = true;
        process.deliver(() => resolve(value));
      };
      const isLate = isChance(this.chances.late);
      const isLost = isChance(this.chances.lost);
      this.#simulation.after(isLate ? between(0, 8) : between(0.001, 0.05), () => {
        if (this.isDown) return;
        const value = act();
        if (!isLost) this.#simulation.after(between(0.001, 0.05), () => answer(value));
      });
    });
  }
}

const NO_ANSWER = { kind: 'unknown', why: 'no answer' } as const;
const found = <T>(value: T): Found<T> => ({ kind: 'found', value });

const bound = (simulation: Simulation) => ({
  between: (from: number, to: number) => simulation.between(from, to),
  isChance: (probability: number) => simulation.isChance(probability),
});
