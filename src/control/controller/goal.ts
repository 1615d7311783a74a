import type { Actuator } from '../actuators/actuator.ts';
import type { Decision } from '../decision.ts';
import { KnownPercentage } from './known-percentage.ts';

/** What a target is to have, beside what it is known to have; percentages as the target rounds them. */
export class Goal {
  readonly known = new KnownPercentage();
  readonly #actuator: Pick<Actuator, 'round'>;
  #decision: Decision | undefined;

  constructor(actuator: Pick<Actuator, 'round'>) {
    this.#actuator = actuator;
  }

  get isSet(): boolean {
    return this.#decision !== undefined;
  }

  /** Of a goal that is set. */
  get decision(): Decision {
    return this.#decision!;
  }

  get percentage(): number {
    return this.#actuator.round(this.decision.percentage);
  }

  /** The target is known to have it. */
  get isReached(): boolean {
    return this.isSet && this.known.confirmed === this.percentage;
  }

  /** More than the target is known to have. */
  get isRaise(): boolean {
    const { confirmed } = this.known;
    return confirmed !== undefined && this.percentage > confirmed;
  }

  isAbove({ percentage }: Decision): boolean {
    return this.isSet && percentage < this.decision.percentage;
  }

  /** Whether a call for that decision is one for the goal, too. */
  isAlso({ percentage, killed }: Decision): boolean {
    return percentage === this.decision.percentage && killed === this.decision.killed;
  }

  /** The same percentage under a later number stays reached; a kill is told also where it is the same. */
  set(decision: Decision): void {
    const before = this.#decision;
    this.#decision = decision;
    if (before?.percentage !== decision.percentage) this.known.aim(this.percentage);
    if (before?.killed !== decision.killed) this.known.forget();
  }

  /** The target has it. */
  confirm(): void {
    this.known.confirm(this.percentage);
  }
}
