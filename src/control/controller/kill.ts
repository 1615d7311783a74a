import type { Seconds } from '../../text/duration.ts';
import type { Actuator } from '../actuators/actuator.ts';
import { confirmKill } from '../record/controller-writes.ts';
import { type Request, type RolloutRecord, withChange } from '../record/record.ts';
import { kill } from '../record/request-writes.ts';
import type { RecordStore } from '../record/store.ts';
import { Channel } from './channel.ts';
import type { ChannelNote } from './channel-options.ts';
import { type ControlClock, elapsedAtLeast, elapsedAtMost, type Instant, instant } from './clock.ts';
import type { ControlSettings } from './settings.ts';
import { NO_ANSWER } from './write-request.ts';

/** How far a kill has come, each said once. */
export type KillNote =
  | ChannelNote
  | { readonly kind: 'off' }
  | { readonly kind: 'durable' | 'confirmed'; readonly record: RolloutRecord }
  | { readonly kind: 'not_durable'; readonly why: string }
  /** Its record could not be read, and was written anew. */
  | { readonly kind: 'repaired'; readonly why: string }
  /** It cannot be told anything. */
  | { readonly kind: 'untold'; readonly target: string; readonly why: string }
  /** Somebody holds the lease, and has not seen the kill for some time; `isElsewhere` where nobody here can know if that has ended. */
  | { readonly kind: 'waits'; readonly holder: string; readonly isElsewhere: boolean };

export interface KillOptions {
  readonly rollout: string;
  readonly store: RecordStore;
  readonly actuators: readonly Actuator[];
  /** Targets that cannot be told: with one of them it ends without being confirmed. */
  readonly unknown?: readonly string[];
  readonly clock: ControlClock;
  readonly settings: ControlSettings;
  readonly request: Request;
  readonly note: (note: KillNote) => void;
  readonly signal: AbortSignal;
}

/** A controller that runs sees a kill sooner. */
const PATIENCE: Seconds = 2;

/** `guarded`: confirmed, and for as long as a late call may land, what landed was pushed down. */
export type KillEnd = 'guarded' | 'confirmed' | 'off' | 'stopped' | 'unkilled';

/**
 * Puts a rollout to 0 % at once, without a controller: tells every actuator, writes the record, and waits until nobody is
 * left who could raise. It goes on until that is done or the signal fires.
 */
export class KillSwitch {
  readonly #options: KillOptions;
  readonly #channels: readonly Channel[];
  readonly #begun: Instant;
  #resyncedAt: Instant;
  #isOff = false;
  #isWaiting = false;

  constructor(options: KillOptions) {
    const { actuators, clock, settings, note } = options;
    this.#options = options;
    this.#begun = instant(clock);
    this.#resyncedAt = this.#begun;
    const onChange = () => this.#noteOff();
    const mayCall = () => true;
    this.#channels = actuators.map(
      (actuator) => new Channel({ actuator, clock, settings, mayCall, note, onChange }),
    );
  }

  async run(): Promise<KillEnd> {
    this.#tell(0);
    const record = await this.#makeDurable();
    if (record) this.#tell(record.number);
    const end = record ? await this.#confirm() : this.#stopped;
    for (const channel of this.#channels) channel.close();
    return end;
  }

  /** Targets that are not known to be at 0. */
  get pending(): readonly string[] {
    const known = this.#channels.flatMap((channel) => (channel.isConfirmed ? [] : [channel.target]));
    return [...known, ...this.#unknown];
  }

  get #unknown(): readonly string[] {
    return this.#options.unknown ?? [];
  }

  /** Of those that can be told. */
  get #isAtZero(): boolean {
    return this.#channels.every((channel) => channel.isConfirmed);
  }

  get #stopped(): KillEnd {
    if (this.#isOff) return 'off';
    return 'stopped';
  }

  #noteOff(): void {
    if (this.#isOff || !this.#isAtZero || this.#unknown.length > 0) return;
    this.#isOff = true;
    this.#options.note({ kind: 'off' });
  }

  /** A call without the number of the kill goes out before the record is written, one with it after. */
  #tell(number: number): void {
    const { rollout, actuators } = this.#options;
    for (const [i, channel] of this.#channels.entries()) {
      const { flag } = actuators[i]!;
      channel.aim({ rollout, flag, percentage: 0, pass_through: null, killed: true, number });
      if (number > 0) channel.repeat();
    }
  }

  /** Tries until the record says it; undefined where it was stopped before. */
  async #makeDurable(): Promise<RolloutRecord | undefined> {
    const { store, request, note, signal } = this.#options;
    let isSaid = false;
    while (!signal.aborted) {
      const found = await store.read();
      const isRead = found.kind === 'found';
      const why = isRead
        ? await this.#writeKill(found.value, request)
        : await this.#repair(found.why, request);
      if (typeof why !== 'string') return why;
      if (!isSaid) note({ kind: 'not_durable', why });
      isSaid = true;
      this.#resync();
      await this.#pause();
    }
    return undefined;
  }

  /** A record that is damaged or gone is written anew; else why it cannot be. */
  async #repair(why: string, request: Request): Promise<RolloutRecord | string> {
    const { store, rollout, note } = this.#options;
    const record = await store.repair?.(rollout, (last) => {
      const change = kill({ ...last, killed: null }, request);
      return change.kind === 'changed' ? change.record : withChange(last, {});
    });
    if (!record) return why;
    note({ kind: 'repaired', why });
    return this.#durable(record);
  }

  async #writeKill(record: RolloutRecord, request: Request): Promise<RolloutRecord | string> {
    const change = kill(record, request);
    if (change.kind === 'refused') return change.why;
    if (change.kind === 'same') return this.#durable(record);
    const written = await this.#options.store.write(change.record, record.number);
    if (written === 'unknown') return this.#options.store.writeFault ?? NO_ANSWER;
    if (written === 'refused') return 'the record was changed meanwhile';
    return this.#durable(change.record);
  }

  #durable(record: RolloutRecord): RolloutRecord {
    this.#options.note({ kind: 'durable', record });
    return record;
  }

  async #confirm(): Promise<KillEnd> {
    while (!this.#options.signal.aborted) {
      const found = await this.#options.store.read();
      const end = found.kind === 'found' ? await this.#endBy(found.value) : undefined;
      if (end) return end;
      this.#resync();
      await this.#pause();
    }
    return this.#stopped;
  }

  /** How it ends where the record says that nothing is left to do. */
  async #endBy(record: RolloutRecord): Promise<KillEnd | undefined> {
    const { killed } = record;
    if (!killed) return 'unkilled';
    if (this.#unknown.length > 0) return (await this.#isAllThatCanBe(record)) ? 'stopped' : undefined;
    const confirmed = killed.confirmed ? record : await this.#tryToConfirm(record);
    return confirmed && this.#isAtZero ? this.#guard(confirmed) : undefined;
  }

  /** With a target that cannot be told nothing is left once the others are at 0 and nobody can raise them. */
  async #isAllThatCanBe(record: RolloutRecord): Promise<boolean> {
    if (!this.#isAtZero) return false;
    if (record.killed!.acknowledged || (await this.#isFree())) return true;
    this.#wait(record);
    return false;
  }

  /** After nobody can decide a raise any more, every actuator is told once more. The record that confirms it, if it is written. */
  async #tryToConfirm(record: RolloutRecord): Promise<RolloutRecord | undefined> {
    const { store } = this.#options;
    const { acknowledged } = record.killed!;
    if (!acknowledged && !(await this.#isFree())) return this.#wait(record);
    for (const channel of this.#channels) channel.repeat();
    while (!this.#isAtZero && !this.#options.signal.aborted) await this.#pause();
    if (!this.#isAtZero) return undefined;
    const next = confirmKill(record, acknowledged !== null);
    if ((await store.write(next, record.number)) !== 'written') return undefined;
    this.#options.note({ kind: 'confirmed', record: next });
    return next;
  }

  async #isFree(): Promise<boolean> {
    const found = await this.#options.store.holder();
    return found.kind === 'found' && found.value === null;
  }

  /** Where a late call may land and no controller looks, what lands is pushed down. */
  async #guard({ killed }: RolloutRecord): Promise<KillEnd> {
    if (killed!.confirmed === 'clean') return 'confirmed';
    const { clock, settings, signal } = this.#options;
    const begun = instant(clock);
    while (!signal.aborted && elapsedAtLeast(clock, begun) < settings.settle + settings.resync) {
      if (!(await this.#isFree())) return 'confirmed';
      this.#resync();
      await this.#pause();
    }
    if (signal.aborted) return 'confirmed';
    return 'guarded';
  }

  #wait({ holder }: RolloutRecord): undefined {
    const { clock, note, store } = this.#options;
    if (this.#isWaiting || holder === null || elapsedAtLeast(clock, this.#begun) < PATIENCE) return;
    this.#isWaiting = true;
    note({ kind: 'waits', holder, isElsewhere: store.isElsewhere?.(holder) ?? false });
  }

  /** Looks at every target where that is due, and puts it down again. */
  #resync(): void {
    const { clock, settings } = this.#options;
    if (elapsedAtMost(clock, this.#resyncedAt) < settings.resync) return;
    this.#resyncedAt = instant(clock);
    for (const channel of this.#channels) channel.resync();
  }

  #pause(seconds: Seconds = this.#options.settings.retry): Promise<void> {
    return this.#options.clock.sleep(seconds, this.#options.signal);
  }
}
