import type { Reading } from '../actuators/actuator.ts';
import type { Decision } from '../decision.ts';
import { percentageRead } from '../outcome.ts';
import type { ChannelOptions } from './channel-options.ts';
import type { Goal } from './goal.ts';
import type { Found, Occasion } from './known-percentage.ts';
import { readWithin } from './read-within.ts';

export interface ReadBackOptions extends Pick<ChannelOptions, 'actuator' | 'clock' | 'settings' | 'note'> {
  /** Takes what is read. */
  readonly goal: Goal;
}

/** What a reading is compared with. */
interface Comparison {
  readonly after: Occasion;
  /** What the target was asked for; undefined where it is asked for something else by now. */
  readonly asked: () => number | undefined;
}

/** What a reading says of a target, or that it says nothing. */
export type Looked = Found | 'unreadable' | 'outdated';

/** Reads a target once at a time, and says what differs; a reading that was dropped says nothing. */
export class ReadBack {
  readonly #options: ReadBackOptions;
  /** The goal for which it is read. */
  #underWay: Decision | undefined;

  constructor(options: ReadBackOptions) {
    this.#options = options;
  }

  get isUnderWay(): boolean {
    return this.#underWay !== undefined;
  }

  /** Whether the reading under way also answers this goal: one that is no lower. */
  answers({ percentage }: Decision): boolean {
    return this.#underWay !== undefined && percentage >= this.#underWay.percentage;
  }

  drop(): void {
    this.#underWay = undefined;
  }

  /** Reads whether the target has the goal. */
  startForGoal(after: Occasion, then: (looked: Looked) => void): void {
    const { goal } = this.#options;
    const { percentage } = goal.decision;
    const asked = () => (goal.decision.percentage === percentage ? goal.percentage : undefined);
    this.#start({ after, asked }, then);
  }

  /** Reads whether the target still has what it had confirmed. */
  startForConfirmed(confirmed: number, then: (looked: Looked) => void): void {
    this.#start(withConfirmed(confirmed), then);
  }

  /** Compares what came with the answer of a call with what the target had confirmed. */
  compareConfirmed(inForce: number, confirmed: number): Looked {
    return this.#compare(percentageRead(inForce), withConfirmed(confirmed));
  }

  #start(comparison: Comparison, then: (looked: Looked) => void): void {
    const { actuator, clock, settings, goal } = this.#options;
    const { decision } = goal;
    this.#underWay = decision;
    readWithin(actuator, clock, settings).then((reading) => {
      if (this.#underWay !== decision) return;
      this.#underWay = undefined;
      then(this.#compare(reading, comparison));
    });
  }

  #compare(reading: Reading, { after, asked: askedNow }: Comparison): Looked {
    const asked = askedNow();
    if (asked === undefined) return 'outdated';
    const { goal, note, actuator } = this.#options;
    const { target } = actuator;
    if (reading.kind === 'unreadable') {
      goal.known.forget();
      note({ kind: 'failed', target, why: reading.why });
      return 'unreadable';
    }
    const { percentage } = reading;
    const found = goal.known.look(percentage, asked, after);
    if (found === 'above' || found === 'below') note({ kind: found, target, percentage });
    return found;
  }
}

const withConfirmed = (confirmed: number): Comparison => ({ after: 'resync', asked: () => confirmed });
