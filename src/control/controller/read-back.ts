import type { Reading } from '../actuators/actuator.ts';
import type { Decision } from '../decision.ts';
import type { ChannelOptions } from './channel-options.ts';
import type { Found, KnownPercentage, Occasion } from './known-percentage.ts';
import { readWithin } from './read-within.ts';

export interface ReadBackOptions extends Pick<ChannelOptions, 'actuator' | 'clock' | 'settings' | 'note'> {
  /** Takes what is read. */
  readonly known: KnownPercentage;
}

/** A reading of a target. */
export interface Look {
  readonly goal: Decision;
  readonly after: Occasion;
  /** What the target was asked for; undefined where it is asked for something else by now. */
  readonly asked: () => number | undefined;
}

/** What a reading says of a target, or that it says nothing. */
export type Looked = Found | 'unreadable' | 'outdated';

/** Reads a target once at a time, and says what differs; a reading that was dropped says nothing. */
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

  start(look: Look, then: (looked: Looked) => void): void {
    const { goal } = look;
    this.#goal = goal;
    const { actuator, clock, settings } = this.#options;
    readWithin(actuator, clock, settings).then((reading) => {
      if (this.#goal !== goal) return;
      this.#goal = undefined;
      then(this.compare(reading, look));
    });
  }

  /** What a reading says, also one that came with the answer of a call. */
  compare(reading: Reading, { after, asked: askedNow }: Look): Looked {
    const asked = askedNow();
    if (asked === undefined) return 'outdated';
    const { known, note, actuator } = this.#options;
    const { target } = actuator;
    if (reading.kind === 'unreadable') {
      known.forget();
      note({ kind: 'failed', target, why: reading.why });
      return 'unreadable';
    }
    const { percentage } = reading;
    const found = known.look(percentage, asked, after);
    if (found === 'above' || found === 'below') note({ kind: found, target, percentage });
    return found;
  }
}
