import type { Actuator, Outcome, Reading } from '../actuators/actuator.ts';
import type { Decision } from '../decision.ts';
import { callWithin } from './call-within.ts';
import { Calls } from './calls.ts';
import type { ControlClock } from './clock.ts';
import { readWithin } from './read-within.ts';
import { RetryTimer } from './retry-timer.ts';
import type { ControlSettings } from './settings.ts';

/** What a channel reports. */
export type ChannelNote =
  | { readonly kind: 'failed'; readonly target: string; readonly why: string }
  | { readonly kind: 'above' | 'below'; readonly target: string; readonly percentage: number };

export interface ChannelOptions {
  readonly actuator: Actuator;
  readonly clock: ControlClock;
  readonly settings: ControlSettings;
  /** Whether the lease outlasts a call that begins now; asked before every try. */
  readonly mayCall: () => boolean;
  readonly note: (note: ChannelNote) => void;
  /** Something is confirmed, or a call is over. */
  readonly onChange: () => void;
}

/**
 * Brings one actuator to a percentage: one call at a time, read back where the target can be read. A lowering is sent
 * beside a call under way, and again after it: of two calls either may land last.
 */
export class Channel {
  readonly #options: ChannelOptions;
  #goal: Decision | undefined;
  readonly #calls: Calls;
  readonly #retry: RetryTimer;
  /** What a reading under way is compared with. */
  #reading: Decision | undefined;
  /** The target has answered a call for the goal: what is read without that may be somebody else's. */
  #isAnswered = false;
  /** The percentage that was confirmed last, as the target rounds it. */
  #confirmed: number | undefined;
  #belowAt: number | undefined;
  #isClosed = false;

  constructor(options: ChannelOptions) {
    const { clock, settings } = options;
    this.#options = options;
    this.#calls = new Calls(clock, settings);
    this.#retry = new RetryTimer(clock, settings.retry, () => this.#go());
  }

  get target(): string {
    return this.#options.actuator.target;
  }

  get isUnderWay(): boolean {
    return this.#calls.isUnderWay;
  }

  /** A call may still land though its time is over. */
  get isUnknown(): boolean {
    return this.#calls.isUnknown;
  }

  /** Lowered by somebody else: it stays there until somebody resumes. */
  get isBelow(): boolean {
    return this.#belowAt !== undefined;
  }

  get isConfirmed(): boolean {
    return this.#goal !== undefined && this.#confirmed === this.#rounded && !this.isUnderWay;
  }

  /** The percentage it confirmed last, after its rounding; undefined while it has not confirmed what it was told. */
  get confirmed(): number | undefined {
    return this.isConfirmed ? this.#confirmed : undefined;
  }

  /** The same percentage under a later number is not told again; a lower one waits for nothing. */
  aim(goal: Decision): void {
    const before = this.#goal;
    this.#goal = goal;
    if (before && goal.percentage < before.percentage) this.#retry.cancel();
    if (this.#belowAt !== undefined && this.#rounded < this.#belowAt) this.#belowAt = undefined;
    if (before?.percentage !== goal.percentage) this.#isAnswered = false;
    if (before?.killed !== goal.killed) this.#confirmed = undefined;
    this.pump();
  }

  /** What somebody set by hand is no longer kept: the next goal is told. */
  takeBack(): void {
    this.#belowAt = undefined;
    this.#confirmed = undefined;
  }

  /** Tells it once more, also beside a call under way. */
  repeat(): void {
    this.#retry.cancel();
    this.#tell();
  }

  /** Makes no new call, and no longer reports. */
  close(): void {
    this.#isClosed = true;
  }

  /** Tells the target what it is not known to have. */
  pump(): void {
    if (this.#isClosed || !this.#goal || this.isBelow || !this.#options.mayCall()) return;
    if (this.isUnderWay) this.#tellBeside(this.#goal);
    else if (this.#confirmed !== this.#rounded && !this.#retry.isWaiting && !this.#isReadingThis)
      this.#tell();
  }

  /** Looks at what is in force; a target that cannot be read is told again. */
  resync(): void {
    if (this.#isClosed || !this.#goal || this.isUnderWay || this.#reading || !this.#options.mayCall()) return;
    if (this.#options.actuator.read) this.#read(true);
    else this.#tell();
  }

  get #rounded(): number {
    return this.#options.actuator.round(this.#goal!.percentage);
  }

  /** Whether the goal is no lower than what a reading under way is about. */
  get #isReadingThis(): boolean {
    return this.#reading !== undefined && this.#goal!.percentage >= this.#reading.percentage;
  }

  #tellBeside({ percentage }: Decision): void {
    if (this.#calls.isBelowAll(percentage)) this.#tell();
  }

  #tell(): void {
    const goal = this.#goal!;
    this.#confirmed = undefined;
    this.#isAnswered = false;
    this.#reading = undefined;
    this.#calls.begin(goal);
    const { actuator, clock, settings } = this.#options;
    const apply = (signal: AbortSignal) => actuator.apply(goal, { signal });
    callWithin(clock, settings.callLimit, apply).then((outcome) => this.#end(goal, outcome));
  }

  #end(call: Decision, outcome: Outcome): void {
    this.#calls.end(call, outcome);
    if (this.#isClosed) return;
    if (outcome.kind !== 'confirmed') this.#fail(outcome.why);
    else if (this.#isLast(call)) this.#verify();
    this.#calls.settle();
    this.#go();
  }

  /** Whether a confirmed call is what is in force by it. */
  #isLast({ percentage }: Decision): boolean {
    return this.#calls.areOver && percentage === this.#goal!.percentage;
  }

  #verify(): void {
    this.#isAnswered = true;
    if (this.#options.actuator.read) this.#read(false);
    else this.#setConfirmed();
  }

  #read(isResync: boolean): void {
    const goal = this.#goal!;
    this.#reading = goal;
    const { actuator, clock, settings } = this.#options;
    readWithin(actuator, clock, settings).then((reading) => {
      if (this.#isClosed || this.#reading !== goal) return;
      this.#reading = undefined;
      if (this.#goal!.percentage === goal.percentage) this.#compare(reading, isResync);
      this.#go();
    });
  }

  #compare(reading: Reading, isResync: boolean): void {
    if (reading.kind === 'unreadable') this.#fail(reading.why);
    else if (reading.percentage !== this.#rounded) this.#differ(reading.percentage, isResync);
    else if (this.#isAnswered) this.#setConfirmed();
  }

  #differ(percentage: number, isResync: boolean): void {
    const wasConfirmed = this.#confirmed !== undefined;
    this.#confirmed = undefined;
    if (percentage > this.#rounded) this.#pushDown(percentage);
    else if (isResync && wasConfirmed) this.#keepBelow(percentage);
    if (!isResync) this.#retry.restart();
  }

  #pushDown(percentage: number): void {
    this.#belowAt = undefined;
    this.#note('above', percentage);
  }

  #note(kind: 'above' | 'below', percentage: number): void {
    this.#options.note({ kind, target: this.target, percentage });
  }

  #keepBelow(percentage: number): void {
    this.#belowAt = percentage;
    this.#note('below', percentage);
  }

  #setConfirmed(): void {
    this.#confirmed = this.#rounded;
    this.#belowAt = undefined;
    this.#calls.confirm();
  }

  #fail(why: string): void {
    this.#confirmed = undefined;
    this.#options.note({ kind: 'failed', target: this.target, why });
    this.#retry.restart();
  }

  #go(): void {
    if (this.#isClosed) return;
    this.pump();
    this.#options.onChange();
  }
}
