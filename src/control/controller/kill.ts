import type { Seconds } from '../../text/duration.ts';
import { confirmKill } from '../record/controller-writes.ts';
import type { RolloutRecord } from '../record/record.ts';
import { Channel } from './channel.ts';
import { elapsedAtLeast, elapsedAtMost, type Instant, instant } from './clock.ts';
import type { KillEnd, KillOptions } from './kill-options.ts';
import { writeKill } from './write-kill.ts';

/** A controller that runs sees a kill sooner. */
const PATIENCE: Seconds = 2;

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
    const { note, signal } = this.#options;
    let isSaid = false;
    while (!signal.aborted) {
      const why = await writeKill(this.#options);
      if (typeof why !== 'string') return why;
      if (!isSaid) note({ kind: 'not_durable', why });
      isSaid = true;
      this.#resync();
      await this.#pause();
    }
    return undefined;
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
