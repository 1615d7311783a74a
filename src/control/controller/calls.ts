import type { Outcome } from '../actuators/actuator.ts';
import type { Decision } from '../decision.ts';
import { type ControlClock, elapsedAtLeast, type Instant, instant } from './clock.ts';
import type { ControlSettings } from './settings.ts';

/** The calls of a channel: those under way, and whether one whose time is over may still land. */
export class Calls {
  readonly #clock: ControlClock;
  readonly #settings: ControlSettings;
  readonly #underWay = new Set<Decision>();
  /** Answered while others were under way. */
  readonly #beside = new Set<Decision>();
  /** One was told beside another: either may land last. */
  #areMixed = false;
  #unknownSince: Instant | undefined;

  constructor(clock: ControlClock, settings: ControlSettings) {
    this.#clock = clock;
    this.#settings = settings;
  }

  get isUnderWay(): boolean {
    return this.#underWay.size > 0;
  }

  get isUnknown(): boolean {
    return this.#unknownSince !== undefined;
  }

  /** The last call has ended, and none stood beside it. */
  get areOver(): boolean {
    return !this.isUnderWay && !this.#areMixed;
  }

  /** Whether a percentage is below that of every call under way, and of those that were answered beside them. */
  isBelowAll(percentage: number): boolean {
    return [...this.#underWay, ...this.#beside].every((call) => call.percentage > percentage);
  }

  begin(call: Decision): void {
    if (this.isUnderWay) this.#areMixed = true;
    this.#underWay.add(call);
  }

  end(call: Decision, outcome: Outcome): void {
    this.#underWay.delete(call);
    if (outcome.kind === 'confirmed') this.#beside.add(call);
    if (outcome.kind === 'unknown') this.#unknownSince = instant(this.#clock);
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
    if (since && elapsedAtLeast(this.#clock, since) >= this.#settings.settle) this.#unknownSince = undefined;
  }
}
