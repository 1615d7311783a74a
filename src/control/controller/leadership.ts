import type { Seconds } from '../../text/duration.ts';
import type { Actuator } from '../actuators/actuator.ts';
import type { Decision, PassThrough } from '../decision.ts';
import { release } from '../record/controller-writes.ts';
import type { RolloutRecord } from '../record/record.ts';
import type { RecordStore } from '../record/store.ts';
import { Channel } from './channel.ts';
import { type ControlClock, elapsedAtLeast, elapsedAtMost, type Instant, instant } from './clock.ts';
import type { ControllerNote } from './controller-note.ts';
import type { LeaseClock } from './lease-clock.ts';
import { type NextWrite, nextWrite } from './next-write.ts';
import type { ControlSettings } from './settings.ts';

export interface LeadershipOptions {
  readonly held: LeaseClock;
  readonly store: RecordStore;
  readonly actuators: readonly Actuator[];
  readonly passThrough: PassThrough | null;
  readonly clock: ControlClock;
  readonly settings: ControlSettings;
  readonly note: (note: ControllerNote) => void;
}

/** Why nothing moves forward. */
export type Hold =
  | 'killed'
  | 'not_started'
  | 'paused'
  | 'record_unread'
  | 'lowering_unwritten'
  | 'actuator_unconfirmed'
  | 'actuator_below'
  | 'outcome_unknown';

/** A controller that has taken the record under one lease: it drops everything when the lease is lost. */
export class Leadership {
  readonly #options: LeadershipOptions;
  readonly #channels: readonly Channel[];
  readonly #since: Instant;
  #record: RolloutRecord;
  /** What is to be in force: never above the record's target; below it while a lowering is not written. */
  #want: number;
  /** What the ramp says. */
  #asked: number;
  /** The record may have changed: nothing is written over it before it is read. */
  #isUnread = false;
  #writing: Promise<void> | undefined;
  #resyncedAt: Instant;
  #isOver = false;
  #isLeaving = false;

  constructor(options: LeadershipOptions, record: RolloutRecord) {
    const { actuators, clock, settings, note, held } = options;
    this.#options = options;
    this.#record = record;
    this.#want = record.target;
    this.#asked = record.target;
    this.#since = instant(clock);
    this.#resyncedAt = this.#since;
    const mayCall = () => !this.#isOver && held.outlasts(settings.callLimit);
    const onChange = () => this.pump();
    this.#channels = actuators.map(
      (actuator) => new Channel({ actuator, clock, settings, mayCall, note, onChange }),
    );
  }

  get record(): RolloutRecord {
    return this.#record;
  }

  /** The percentage the actuators are told. */
  get percentage(): number {
    return this.#want;
  }

  get channels(): readonly Channel[] {
    return this.#channels;
  }

  /** The lease is lost. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** Every reason why nothing may move forward now. */
  get holds(): Hold[] {
    const { killed, started, paused, target } = this.#record;
    const some = (is: (channel: Channel) => boolean) => this.#channels.some(is);
    const reasons: readonly (readonly [Hold, boolean])[] = [
      ['killed', killed !== null],
      ['not_started', !started],
      ['paused', paused],
      ['record_unread', this.#isUnread || this.#isOver || this.#isLeaving],
      ['lowering_unwritten', this.#want < target],
      ['actuator_unconfirmed', some((channel) => !channel.isConfirmed)],
      ['actuator_below', some((channel) => channel.isBelow)],
      ['outcome_unknown', some((channel) => channel.isUnknown)],
    ];
    return reasons.flatMap(([hold, is]) => (is ? [hold] : []));
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
    const { actuators } = this.#options;
    for (const [i, channel] of this.#channels.entries()) channel.aim(this.#decision(actuators[i]!));
    if (this.#writing || this.#isUnread) return;
    const next = this.#nextWrite();
    if (next) this.#writing = this.#write(next);
  }

  /** Reads the record, and what is in force where that is due. */
  async look(): Promise<void> {
    const found = await this.#options.store.read();
    if (found.kind === 'found') this.#adopt(found.value);
    if (this.#isOver) return;
    this.#resync();
    this.pump();
  }

  /** Makes no new call. */
  end(): void {
    this.#isOver = true;
    for (const channel of this.#channels) channel.close();
  }

  /**
   * Waits until no call and no write is under way, and gives the record back. False where a call may still land or the
   * record cannot be written: then the lease lapses.
   */
  async leave(): Promise<boolean> {
    this.#isLeaving = true;
    const { clock, settings, store, held } = this.#options;
    const begun = instant(clock);
    const isBusy = () => this.#writing || this.#channels.some((channel) => channel.isUnderWay);
    while (!this.#isOver && isBusy() && elapsedAtMost(clock, begun) < settings.callLimit)
      await clock.sleep(LEAVE_POLL);
    const isUnknown = this.#channels.some((channel) => channel.isUnknown);
    if (this.#isOver || isBusy() || isUnknown || this.#isUnread) return false;
    this.end();
    const { number } = this.#record;
    return (await store.write(release(this.#record), number, held.lease)) === 'written';
  }

  #decision({ flag }: Actuator): Decision {
    const { rollout, killed, started, number } = this.#record;
    return {
      rollout,
      flag,
      percentage: this.#want,
      pass_through: started ? this.#options.passThrough : null,
      killed: killed !== null,
      number,
    };
  }

  #nextWrite(): NextWrite | undefined {
    const { clock, settings, store } = this.#options;
    const isSettled = elapsedAtLeast(clock, this.#since) >= settings.settle;
    return nextWrite({
      record: this.#record,
      want: this.#want,
      asked: this.#asked,
      mayRaise: () => this.holds.length === 0,
      isConfirmed: this.#channels.every((channel) => channel.isConfirmed || channel.isBelow),
      isUnderWay: this.#channels.some((channel) => channel.isUnderWay),
      late: this.#channels.filter((channel) => channel.isUnknown).map(({ target }) => target),
      gone: isSettled ? this.#record.unclean.filter((one) => store.isGone?.(one)) : [],
    });
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
    if (isRaise) this.#want = Math.min(this.#asked, next.target);
  }

  /** Takes what somebody else wrote; it never raises. Another holder is the end. */
  #adopt(record: RolloutRecord): void {
    const { held, note } = this.#options;
    if (this.#writing || record.number < this.#record.number) return;
    if (record.holder === held.lease.holder) this.#isUnread = false;
    else this.end();
    if (this.#isOver || record.number === this.#record.number) return;
    const { resumed } = this.#record;
    this.#record = record;
    this.#want = Math.min(this.#want, record.target);
    this.#asked = this.#want;
    if (record.resumed !== resumed) for (const channel of this.#channels) channel.takeBack();
    note({ kind: 'changed', record });
  }

  #resync(): void {
    const { clock, settings } = this.#options;
    if (elapsedAtMost(clock, this.#resyncedAt) < settings.resync) return;
    this.#resyncedAt = instant(clock);
    for (const channel of this.#channels) channel.resync();
  }
}

const LEAVE_POLL: Seconds = 0.1;
