import type { Outcome } from '../actuators/actuator.ts';
import type { Decision } from '../decision.ts';
import { callWithin } from './call-within.ts';
import type { ChannelOptions } from './channel-options.ts';
import { elapsedAtLeast, type Instant, instant } from './clock.ts';

type CallsOptions = Pick<ChannelOptions, 'actuator' | 'clock' | 'settings'>;

export interface MadeCall {
  readonly goal: Decision;
  /** What the target had confirmed before. */
  readonly confirmed: number | undefined;
}

/** The calls of a channel: those under way, and whether one whose time is over may still land. */
export class Calls {
  readonly #options: CallsOptions;
  readonly #underWay = new Set<Decision>();
  /** Answered while others were under way. */
  readonly #beside = new Set<Decision>();
  /** One was told beside another: either may land last. */
  #areMixed = false;
  #unknownSince: Instant | undefined;
  #isRefused = false;

  constructor(options: CallsOptions) {
    this.#options = options;
  }

  get isUnderWay(): boolean {
    return this.#underWay.size > 0;
  }

  get isUnknown(): boolean {
    return this.#unknownSince !== undefined;
  }

  /** The last call was refused. */
  get isRefused(): boolean {
    return this.#isRefused;
  }

  /** The last call has ended, and none stood beside it. */
  get areOver(): boolean {
    return !this.isUnderWay && !this.#areMixed;
  }

  /** Whether a percentage is below that of every call under way, and of those that were answered beside them. */
  isBelowAll(percentage: number): boolean {
    return [...this.#underWay, ...this.#beside].every((call) => call.percentage > percentage);
  }

  /** Makes a call; `then` takes what came of it in its time. */
  make({ goal, confirmed }: MadeCall, then: (outcome: Outcome) => void): void {
    if (this.isUnderWay) this.#areMixed = true;
    this.#underWay.add(goal);
    const { actuator, clock, settings } = this.#options;
    const apply = (signal: AbortSignal) => actuator.apply(goal, { signal, confirmed });
    callWithin(clock, settings.callLimit, apply).then((outcome) => {
      this.#end(goal, outcome);
      then(outcome);
    });
  }

  #end(call: Decision, outcome: Outcome): void {
    this.#underWay.delete(call);
    this.#isRefused = outcome.kind === 'refused';
    if (outcome.kind === 'confirmed') this.#beside.add(call);
    if (outcome.kind === 'unknown') this.#unknownSince = instant(this.#options.clock);
  }

  /** What ended is taken into account. */
  settle(): void {
    if (this.isUnderWay) return;
    this.#areMixed = false;
    this.#beside.clear();
  }

  /** The target was read back, or answered: after its time to settle nothing lands any more. */
  confirm(): void {
    const since = this.#unknownSince;
    const { clock, settings } = this.#options;
    if (since && elapsedAtLeast(clock, since) >= settings.settle) this.#unknownSince = undefined;
  }
}
