import type { Seconds } from '../../text/duration.ts';
import { release } from '../record/controller-writes.ts';
import { type RolloutRecord, withChange } from '../record/record.ts';
import type { Lease } from '../record/store.ts';
import type { Channel } from './channel.ts';
import { Channels } from './channels.ts';
import { elapsedAtLeast, elapsedAtMost, type Instant, instant } from './clock.ts';
import { type Hold, holdsOf } from './holds.ts';
import type { LeadershipOptions } from './leadership-options.ts';
import { type NextWrite, nextWrite } from './next-write.ts';

/** A controller that has taken the record under one lease: it drops everything when the lease is lost. */
export class Leadership {
  readonly #options: LeadershipOptions;
  readonly #channels: Channels;
  readonly #since: Instant;
  #record: RolloutRecord;
  /** What is to be in force: never above the record's target; below it while a lowering is not written. */
  #want: number;
  /** What the ramp says. */
  #asked: number;
  /** The record may have changed: nothing is written over it before it is read. */
  #isUnread = false;
  #writing: Promise<void> | undefined;
  /** When the record was given another number last, for a target that refuses the present one. */
  #renewedAt: Instant;
  #isOver = false;
  #isLeaving = false;

  constructor(options: LeadershipOptions, record: RolloutRecord) {
    const { clock, settings, held } = options;
    this.#options = options;
    this.#record = record;
    this.#want = record.target;
    this.#asked = record.target;
    this.#since = instant(clock);
    this.#renewedAt = this.#since;
    const mayCall = () => !this.#isOver && held.outlasts(settings.callLimit);
    const onChange = () => this.pump();
    this.#channels = new Channels({ ...options, mayCall, onChange });
  }

  get lease(): Lease {
    return this.#options.held.lease;
  }

  get record(): RolloutRecord {
    return this.#record;
  }

  /** The percentage the actuators are told. */
  get percentage(): number {
    return this.#want;
  }

  /** More is asked for than the actuators are told, and the record is being written. */
  get isRaising(): boolean {
    return this.#writing !== undefined && this.#asked > this.#want;
  }

  get channels(): readonly Channel[] {
    return this.#channels.all;
  }

  /** The lease is lost. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** Every reason why nothing may move forward now. */
  get holds(): Hold[] {
    const isUnread = this.#isUnread || this.#isOver || this.#isLeaving;
    return holdsOf({ record: this.#record, channels: this.#channels, want: this.#want, isUnread });
  }

  /** What the ramp says after a tick: less is told at once, more when it is durable. */
  ask(percentage: number): void {
    this.#asked = percentage;
    this.#want = Math.min(this.#want, percentage);
    this.pump();
  }

  /** Does what is due: tells, and writes. */
  pump(): void {
    if (this.#isOver) return;
    this.#channels.aim(this.#want, this.#record);
    if (this.#writing || this.#isUnread) return;
    const next = this.#nextWrite() ?? this.#renewal();
    if (next) this.#writing = this.#write(next);
  }

  /** Reads the record, and what is in force where that is due. */
  async look(): Promise<void> {
    const found = await this.#options.store.read();
    if (found.kind === 'found') this.#adopt(found.value);
    if (this.#isOver) return;
    this.#channels.resync();
    this.pump();
  }

  /** Makes no new call. */
  end(): void {
    this.#isOver = true;
    this.#channels.close();
  }

  /**
   * Waits until no call and no write is under way, and gives the record back. False where a call may still land or the
   * record cannot be written: then the lease lapses.
   */
  async leave(): Promise<boolean> {
    this.#isLeaving = true;
    const { clock, settings, store, held } = this.#options;
    const begun = instant(clock);
    const isBusy = () => this.#writing || this.#channels.isUnderWay;
    while (!this.#isOver && isBusy() && elapsedAtMost(clock, begun) < settings.callLimit)
      await clock.sleep(LEAVE_POLL);
    if (this.#isOver || isBusy() || this.#channels.late.length > 0 || this.#isUnread) return false;
    this.end();
    const { number } = this.#record;
    return (await store.write(release(this.#record), number, held.lease)) === 'written';
  }

  #nextWrite(): NextWrite | undefined {
    const { clock, settings, store } = this.#options;
    const isSettled = elapsedAtLeast(clock, this.#since) >= settings.settle;
    return nextWrite({
      record: this.#record,
      want: this.#want,
      asked: this.#asked,
      mayRaise: () => this.holds.length === 0,
      isConfirmed: this.#channels.areSettled,
      isUnderWay: this.#channels.isUnderWay,
      late: this.#channels.late,
      gone: isSettled ? this.#record.unclean.filter((one) => store.isGone?.(one)) : [],
    });
  }

  /**
   * A late 0 of somebody else is taken whatever its number: what the record says is refused then, under the number that was
   * taken before. It is told under another one, seldom.
   */
  #renewal(): NextWrite | undefined {
    const { clock, settings } = this.#options;
    if (!this.#channels.some((channel) => channel.isRefusedByNumber)) return undefined;
    if (elapsedAtMost(clock, this.#renewedAt) < settings.resync) return undefined;
    this.#renewedAt = instant(clock);
    return { record: withChange(this.#record, {}), isRaise: false };
  }

  async #write({ record: next, isRaise }: NextWrite): Promise<void> {
    const { store, held } = this.#options;
    const written = await store.write(next, this.#record.number, held.lease);
    this.#writing = undefined;
    if (this.#isOver) return;
    if (written === 'written') this.#written(next, isRaise);
    else this.#isUnread = true;
    this.pump();
  }

  /** A raise counts as far as the ramp still asks for it. */
  #written(next: RolloutRecord, isRaise: boolean): void {
    this.#record = next;
    if (!isRaise) return;
    this.#want = Math.min(this.#asked, next.target);
    this.#options.note({ kind: 'raised' });
  }

  /** Takes what somebody else wrote; it never raises. Another holder or plan is the end. */
  #adopt(record: RolloutRecord): void {
    const { held, note } = this.#options;
    if (this.#writing) return;
    const isOlder = record.number < this.#record.number;
    // Numbers begin anew where a kill has found no record at all.
    if (isOlder && record.killed && !this.#record.killed) this.end();
    if (isOlder) return;
    if (record.holder === held.lease.holder && record.plan === this.#record.plan) this.#isUnread = false;
    else this.end();
    if (this.#isOver || record.number === this.#record.number) return;
    const { resumed } = this.#record;
    this.#record = record;
    this.#want = Math.min(this.#want, record.target);
    this.#asked = this.#want;
    if (record.resumed !== resumed) this.#channels.takeBack();
    note({ kind: 'changed', record });
  }
}

const LEAVE_POLL: Seconds = 0.1;
