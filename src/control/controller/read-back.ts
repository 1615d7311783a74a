import type { Reading } from '../actuators/actuator.ts';
import type { Decision } from '../decision.ts';
import type { ChannelOptions } from './channel-options.ts';
import { readWithin } from './read-within.ts';

type ReadBackOptions = Pick<ChannelOptions, 'actuator' | 'clock' | 'settings'>;

/** Reads a target once at a time; a reading that was dropped says nothing. */
export class ReadBack {
  readonly #options: ReadBackOptions;
  /** What the reading under way is compared with. */
  #goal: Decision | undefined;

  constructor(options: ReadBackOptions) {
    this.#options = options;
  }

  get isUnderWay(): boolean {
    return this.#goal !== undefined;
  }

  /** Whether the reading under way also answers this goal: one that is no lower. */
  answers({ percentage }: Decision): boolean {
    return this.#goal !== undefined && percentage >= this.#goal.percentage;
  }

  drop(): void {
    this.#goal = undefined;
  }

  start(goal: Decision, then: (reading: Reading) => void): void {
    this.#goal = goal;
    const { actuator, clock, settings } = this.#options;
    readWithin(actuator, clock, settings).then((reading) => {
      if (this.#goal !== goal) return;
      this.#goal = undefined;
      then(reading);
    });
  }
}
