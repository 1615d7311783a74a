import type { Outcome } from '../actuators/actuator.ts';
import type { Decision } from '../decision.ts';
import { Answers } from './answers.ts';
import { Calls, type MadeCall } from './calls.ts';
import type { ChannelOptions } from './channel-options.ts';
import { Goal } from './goal.ts';
import { ReadBack } from './read-back.ts';
import { RetryTimer } from './retry-timer.ts';

/**
 * Brings one actuator to a percentage: one call at a time, read back where the target can be read. A lowering is sent
 * beside a call under way, and again after it: of two calls either may land last.
 */
export class Channel {
  readonly #options: ChannelOptions;
  readonly #goal: Goal;
  readonly #calls: Calls;
  readonly #retry: RetryTimer;
  readonly #readBack: ReadBack;
  readonly #answers: Answers;
  #isClosed = false;

  constructor(options: ChannelOptions) {
    const { actuator, clock, settings, note } = options;
    const goal = new Goal(actuator);
    const calls = new Calls(options);
    const readBack = new ReadBack({ ...options, goal });
    const goOn = () => this.#go();
    const retry = new RetryTimer(clock, settings.retry, goOn);
    this.#options = options;
    this.#goal = goal;
    this.#calls = calls;
    this.#readBack = readBack;
    this.#retry = retry;
    this.#answers = new Answers({ actuator, note, goal, calls, readBack, retry, onRead: goOn });
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
    return this.#goal.known.isBelow;
  }

  get isConfirmed(): boolean {
    return this.#goal.isReached;
  }

  /** The percentage it confirmed last, after its rounding; undefined while it has not confirmed what it was told. */
  get confirmed(): number | undefined {
    return this.isConfirmed ? this.#goal.known.confirmed : undefined;
  }

  /** The same percentage under a later number is not told again; a lower one waits for nothing. */
  aim(decision: Decision): void {
    if (this.#goal.isAbove(decision)) this.#retry.cancel();
    this.#goal.set(decision);
    this.pump();
  }

  /** What somebody set by hand is no longer kept: the next goal is told. */
  takeBack(): void {
    this.#goal.known.takeBack();
  }

  /** Tells it once more, also beside a call under way. */
  repeat(): void {
    this.#retry.cancel();
    this.#goal.known.call();
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
    else if (!this.isConfirmed && !this.#isWaiting) this.#next();
  }

  /** Looks at what is in force; a target that cannot be read is told again, and stays confirmed unless that fails. */
  resync(): void {
    if (!this.#mayAct || this.isUnderWay || this.#readBack.isUnderWay) return;
    if (this.#options.actuator.read) this.#answers.read('resync');
    else this.#tell();
  }

  get #mayAct(): boolean {
    return !this.#isClosed && this.#goal.isSet && this.#options.mayCall();
  }

  /** For another try, or for a reading that says whether the target has the goal. */
  get #isWaiting(): boolean {
    return this.#retry.isWaiting || this.#readBack.answers(this.#goal.decision);
  }

  /** A raise is told once it was seen that nobody has set another percentage meanwhile. */
  #next(): void {
    const { read, isComparing } = this.#options.actuator;
    if (this.#goal.isRaise && read && !isComparing) this.#lookBeforeRaise();
    else this.#tell();
  }

  #lookBeforeRaise(): void {
    this.#readBack.startForConfirmed(this.#goal.known.confirmed!, (looked) => {
      if (looked === 'unreadable') this.#retry.restart();
      else if (looked !== 'below' && !this.isConfirmed && this.#mayAct) this.#tell();
      this.#options.onChange();
    });
  }

  #tellBeside(): void {
    if (!this.#retry.isWaiting && this.#calls.isBelowAll(this.#goal.decision.percentage)) this.#tell();
  }

  #tell(): void {
    const { decision, known } = this.#goal;
    const made = { goal: decision, confirmed: known.confirmed };
    if (!this.isConfirmed) known.call();
    this.#readBack.drop();
    this.#calls.make(made, (outcome) => this.#end(made, outcome));
  }

  #end(made: MadeCall, outcome: Outcome): void {
    if (this.#isClosed) return;
    this.#answers.take(made, outcome);
    this.#calls.settle();
    this.#go();
  }

  #go(): void {
    if (this.#isClosed) return;
    this.pump();
    this.#options.onChange();
  }
}
