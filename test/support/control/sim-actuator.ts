import type { Actuator, Outcome, Reading } from '../../../src/control/actuators/actuator.ts';
import type { Decision } from '../../../src/control/decision.ts';
import type { Oracle } from './oracle.ts';
import type { SimProcess } from './sim-process.ts';
import type { Simulation } from './simulation.ts';

export interface SimTargetOptions {
  readonly name: string;
  readonly isFencing: boolean;
  readonly isReadable: boolean;
  readonly isComparing?: boolean;
  readonly round: (percentage: number) => number;
  /** Faults of the target itself. */
  readonly ignoresNumbers?: boolean;
  readonly keepsLastOfTie?: boolean;
}

/** No call is on its way longer than this. */
export const MAX_TRAVEL = 25;

/** A flag in some system; it may answer late, never, refuse, and be changed by others. */
export class SimTarget {
  readonly options: SimTargetOptions;
  percentage = 0;
  number = 0;
  /** With that number. */
  #told = 0;
  /** Raised by somebody else, and not told since. */
  isByHand = false;
  refuses = false;
  isUnreadable = false;
  chances = { late: 0, lost: 0, stop: 0 };
  /** Calls on their way. */
  inFlight = 0;
  readonly #simulation: Simulation;
  readonly #oracle: Oracle;

  constructor(options: SimTargetOptions, simulation: Simulation, oracle: Oracle) {
    this.options = options;
    this.#simulation = simulation;
    this.#oracle = oracle;
  }

  seenBy(process: SimProcess, leaseOf: () => string | undefined): Actuator {
    const { name, isFencing, isReadable, isComparing, round } = this.options;
    return {
      kind: 'simulated',
      target: name,
      flag: 'flag',
      isFencing,
      isComparing,
      round,
      apply: (decision, { confirmed }) => this.#apply(process, { decision, confirmed, lease: leaseOf() }),
      ...(isReadable ? { read: () => this.#read(process) } : {}),
    };
  }

  #apply(process: SimProcess, made: MadeCall): Promise<Outcome> {
    if (this.#simulation.isChance(this.chances.stop)) {
      const seconds = this.#simulation.between(1, 40);
      process.stop({ seconds });
      this.#simulation.after(seconds, () => process.goOn());
    }
    return new Promise((resolve) => process.deliver(() => this.#send(process, { ...made, resolve })));
  }

  #send(process: SimProcess, call: SentCall): void {
    const { decision, lease } = call;
    const { name } = this.options;
    const { percentage, number } = decision;
    this.#simulation.say(`${lease ?? process.name} tells ${name} ${percentage} (number ${number})`);
    this.#oracle.told({ target: name, percentage, number, lease });
    const isLate = this.#simulation.isChance(this.chances.late);
    const travel = isLate ? this.#simulation.between(0, MAX_TRAVEL) : this.#simulation.between(0.001, 0.1);
    this.inFlight += 1;
    this.#simulation.after(travel, () => this.#arrive(process, call));
  }

  #arrive(process: SimProcess, { decision, confirmed, lease, resolve }: SentCall): void {
    this.inFlight -= 1;
    const outcome = this.#take(decision, confirmed);
    const { name } = this.options;
    const { percentage, number } = decision;
    const by = lease ?? process.name;
    this.#simulation.say(`${name} ${outcome.kind} ${percentage} (number ${number}) of ${by}`);
    if (outcome.kind === 'confirmed') this.#oracle.applied({ target: name, percentage, number, lease });
    if (this.#simulation.isChance(this.chances.lost)) return;
    this.#simulation.after(this.#simulation.between(0.001, 0.1), () =>
      process.deliver(() => resolve(outcome)),
    );
  }

  #take({ percentage, number }: Decision, confirmed: number | undefined): Outcome {
    if (this.refuses) return { kind: 'refused', why: '503' };
    const inForce = this.options.isComparing ? this.percentage : undefined;
    if (percentage > 0 && this.#isOld(percentage, number))
      return { kind: 'refused', why: 'an older number', inForce };
    const isLowered = inForce !== undefined && confirmed !== undefined && inForce < confirmed;
    if (isLowered && percentage > inForce) return { kind: 'refused', why: 'somebody else set less', inForce };
    this.percentage = this.options.round(percentage);
    this.#told = percentage;
    this.number = Math.max(this.number, number);
    this.isByHand = false;
    return { kind: 'confirmed' };
  }

  #isOld(percentage: number, number: number): boolean {
    const { isFencing, ignoresNumbers, keepsLastOfTie } = this.options;
    if (!isFencing || ignoresNumbers) return false;
    if (number === this.number) return !keepsLastOfTie && percentage > this.#told;
    return number < this.number;
  }

  #read(process: SimProcess): Promise<Reading> {
    return new Promise((resolve) => {
      const answer = (): Reading =>
        this.isUnreadable
          ? { kind: 'unreadable', why: '503' }
          : { kind: 'percentage', percentage: this.percentage };
      this.#simulation.after(this.#simulation.between(0.001, 0.1), () => {
        const reading = answer();
        this.#simulation.after(0.01, () => process.deliver(() => resolve(reading)));
      });
    });
  }
}

interface MadeCall {
  readonly decision: Decision;
  readonly confirmed: number | undefined;
  readonly lease: string | undefined;
}

interface SentCall extends MadeCall {
  readonly resolve: (outcome: Outcome) => void;
}
