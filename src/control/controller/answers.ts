import type { Outcome } from '../actuators/actuator.ts';
import type { Calls, MadeCall } from './calls.ts';
import type { ChannelOptions } from './channel-options.ts';
import type { Goal } from './goal.ts';
import type { Occasion } from './known-percentage.ts';
import type { Looked, ReadBack } from './read-back.ts';
import type { RetryTimer } from './retry-timer.ts';

export interface AnswersOptions extends Pick<ChannelOptions, 'actuator' | 'note'> {
  readonly goal: Goal;
  readonly calls: Calls;
  readonly readBack: ReadBack;
  readonly retry: RetryTimer;
  /** A reading was taken. */
  readonly onRead: () => void;
}

/** What the calls and readings of a channel came to: whether its target has the goal, or is told again after a while. */
export class Answers {
  readonly #options: AnswersOptions;

  constructor(options: AnswersOptions) {
    this.#options = options;
  }

  /** Takes what came of a call. */
  take(made: MadeCall, outcome: Outcome): void {
    if (outcome.kind === 'confirmed') this.#takeConfirmed(made, outcome.replaced);
    else if (!this.#isLeftBelow(made, outcome)) this.#fail(outcome.why);
  }

  /** Reads the target, and takes what is in force. */
  read(after: Occasion): void {
    const { readBack, onRead } = this.#options;
    readBack.startForGoal(after, (looked) => {
      this.#takeReading(looked, after);
      onRead();
    });
  }

  #takeConfirmed(made: MadeCall, replaced: number | undefined): void {
    const { note, actuator } = this.#options;
    if (replaced !== undefined) note({ kind: 'above', target: actuator.target, percentage: replaced });
    if (!this.#isLast(made)) return;
    this.#options.goal.known.answer();
    const { read, isComparing } = actuator;
    if (read && !isComparing) this.read('answer');
    else this.#confirm();
  }

  /** Whether a confirmed call is what is in force by it. */
  #isLast(made: MadeCall): boolean {
    const { calls, goal } = this.#options;
    return calls.areOver && goal.isAlso(made.goal);
  }

  /** Whether it was refused because somebody has lowered it since it had confirmed: it stays there, which is no failure. */
  #isLeftBelow(made: MadeCall, outcome: Outcome): boolean {
    const { confirmed } = made;
    const inForce = outcome.kind === 'refused' ? outcome.inForce : undefined;
    if (inForce === undefined || confirmed === undefined || !this.#isLast(made)) return false;
    const { goal, readBack } = this.#options;
    goal.known.confirm(confirmed);
    return readBack.compareConfirmed(inForce, confirmed) === 'below';
  }

  #fail(why: string): void {
    const { goal, note, actuator, retry } = this.#options;
    goal.known.forget();
    note({ kind: 'failed', target: actuator.target, why });
    retry.restart();
  }

  #takeReading(looked: Looked, after: Occasion): void {
    if (looked === 'equal') this.#confirm();
    if (looked === 'equal' || looked === 'unproven' || looked === 'outdated') return;
    if (looked === 'unreadable' || after === 'answer') this.#options.retry.restart();
  }

  #confirm(): void {
    this.#options.goal.confirm();
    this.#options.calls.confirm();
  }
}
