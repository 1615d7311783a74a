import type { Outcome } from '../actuators/actuator.ts';
import type { Decision } from '../decision.ts';
import { percentageRead } from '../outcome.ts';
import { Calls, type MadeCall } from './calls.ts';
import type { ChannelOptions } from './channel-options.ts';
import { KnownPercentage, type Occasion } from './known-percentage.ts';
import { type Looked, ReadBack } from './read-back.ts';
import { RetryTimer } from './retry-timer.ts';

/**
 * Brings one actuator to a percentage: one call at a time, read back where the target can be read. A lowering is sent
 * beside a call under way, and again after it: of two calls either may land last.
 */
export class Channel {
  readonly #options: ChannelOptions;
  #goal: Decision | undefined;
  readonly #calls: Calls;
  readonly #retry: RetryTimer;
  readonly #readBack: ReadBack;
  readonly #known = new KnownPercentage();
  #isClosed = false;

  constructor(options: ChannelOptions) {
    const { clock, settings } = options;
    this.#options = options;
    this.#calls = new Calls(options);
    this.#readBack = new ReadBack({ ...options, known: this.#known });
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

  /** It compares numbers, and may have refused the last call for its number. */
  get isRefusedByNumber(): boolean {
    return this.#calls.isRefused && !this.isConfirmed && !this.isBelow && this.#options.actuator.isFencing;
  }

  /** Lowered by somebody else: it stays there until somebody resumes. */
  get isBelow(): boolean {
    return this.#known.isBelow;
  }

  get isConfirmed(): boolean {
    return this.#goal !== undefined && this.#hasGoal;
  }

  /** The percentage it confirmed last, after its rounding; undefined while it has not confirmed what it was told. */
  get confirmed(): number | undefined {
    return this.isConfirmed ? this.#known.confirmed : undefined;
  }

  /** The same percentage under a later number is not told again; a lower one waits for nothing. */
  aim(goal: Decision): void {
    const before = this.#goal;
    this.#goal = goal;
    if (before && goal.percentage < before.percentage) this.#retry.cancel();
    if (before?.percentage !== goal.percentage) this.#known.aim(this.#rounded);
    if (before?.killed !== goal.killed) this.#known.forget();
    this.pump();
  }

  /** What somebody set by hand is no longer kept: the next goal is told. */
  takeBack(): void {
    this.#known.takeBack();
  }

  /** Tells it once more, also beside a call under way. */
  repeat(): void {
    this.#retry.cancel();
    this.#known.call();
    this.#tell();
  }

  /** Makes no new call, and no longer reports. */
  close(): void {
    this.#isClosed = true;
    this.#readBack.drop();
  }

  /** Tells the target what it is not known to have. */
  pump(): void {
    if (!this.#mayAct || this.isBelow) return;
    if (this.isUnderWay) this.#tellBeside();
    else if (!this.#hasGoal && !this.#retry.isWaiting && !this.#readBack.answers(this.#goal!)) this.#next();
  }

  /** Looks at what is in force; a target that cannot be read is told again, and stays confirmed unless that fails. */
  resync(): void {
    if (!this.#mayAct || this.isUnderWay || this.#readBack.isUnderWay) return;
    if (this.#options.actuator.read) this.#read('resync');
    else this.#tell();
  }

  get #mayAct(): boolean {
    return !this.#isClosed && this.#goal !== undefined && this.#options.mayCall();
  }

  get #rounded(): number {
    return this.#options.actuator.round(this.#goal!.percentage);
  }

  get #hasGoal(): boolean {
    return this.#known.confirmed === this.#rounded;
  }

  /** A raise is told once it was seen that nobody has set another percentage meanwhile. */
  #next(): void {
    const { confirmed } = this.#known;
    const { read, isComparing } = this.#options.actuator;
    const isRaise = confirmed !== undefined && this.#rounded > confirmed;
    if (isRaise && read && !isComparing) this.#lookBeforeRaise(confirmed);
    else this.#tell();
  }

  #lookBeforeRaise(confirmed: number): void {
    const asked = () => confirmed;
    this.#readBack.start({ goal: this.#goal!, after: 'resync', asked }, (looked) => {
      if (looked === 'unreadable') this.#retry.restart();
      else if (looked !== 'below' && !this.#hasGoal && this.#mayAct) this.#tell();
      this.#options.onChange();
    });
  }

  #tellBeside(): void {
    if (!this.#retry.isWaiting && this.#calls.isBelowAll(this.#goal!.percentage)) this.#tell();
  }

  #tell(): void {
    const made = { goal: this.#goal!, confirmed: this.#known.confirmed };
    if (!this.#hasGoal) this.#known.call();
    this.#readBack.drop();
    this.#calls.make(made, (outcome) => this.#end(made, outcome));
  }

  #end(made: MadeCall, outcome: Outcome): void {
    if (this.#isClosed) return;
    if (outcome.kind === 'confirmed') this.#takeAnswer(made.goal);
    else if (!this.#isLeftBelow(made, outcome)) this.#fail(outcome.why);
    this.#calls.settle();
    this.#go();
  }

  /** Whether it was refused because somebody has lowered it since it had confirmed: it stays there, which is no failure. */
  #isLeftBelow({ goal, confirmed }: MadeCall, outcome: Outcome): boolean {
    const inForce = outcome.kind === 'refused' ? outcome.inForce : undefined;
    if (inForce === undefined || confirmed === undefined || !this.#isLast(goal)) return false;
    this.#known.confirm(confirmed);
    const look = { goal, after: 'resync', asked: () => confirmed } as const;
    return this.#readBack.compare(percentageRead(inForce), look) === 'below';
  }

  /** Whether a confirmed call is what is in force by it. */
  #isLast({ percentage, killed }: Decision): boolean {
    const goal = this.#goal!;
    return this.#calls.areOver && percentage === goal.percentage && killed === goal.killed;
  }

  #takeAnswer(call: Decision): void {
    if (!this.#isLast(call)) return;
    this.#known.answer();
    const { read, isComparing } = this.#options.actuator;
    if (read && !isComparing) this.#read('answer');
    else this.#setConfirmed();
  }

  #read(after: Occasion): void {
    const goal = this.#goal!;
    const asked = () => (this.#goal!.percentage === goal.percentage ? this.#rounded : undefined);
    this.#readBack.start({ goal, after, asked }, (looked) => {
      this.#take(looked, after);
      this.#go();
    });
  }

  #take(looked: Looked, after: Occasion): void {
    if (looked === 'equal') this.#setConfirmed();
    if (looked === 'equal' || looked === 'unproven' || looked === 'outdated') return;
    if (looked === 'unreadable' || after === 'answer') this.#retry.restart();
  }

  #setConfirmed(): void {
    this.#known.confirm(this.#rounded);
    this.#calls.confirm();
  }

  #fail(why: string): void {
    this.#known.forget();
    this.#options.note({ kind: 'failed', target: this.target, why });
    this.#retry.restart();
  }

  #go(): void {
    if (this.#isClosed) return;
    this.pump();
    this.#options.onChange();
  }
}
