/** What a reading says of a target: as asked, more, or less. `unproven`: as asked, but no call was answered yet. */
export type Comparison = 'equal' | 'unproven' | 'above' | 'below';

/** What is known to be in force at a target, in percentages as the target rounds them. */
export class KnownPercentage {
  #confirmed: number | undefined;
  #belowAt: number | undefined;
  /** The target has answered a call for the goal: what is read without that may be somebody else's. */
  #isAnswered = false;

  /** Undefined while nothing is. */
  get confirmed(): number | undefined {
    return this.#confirmed;
  }

  /** Lowered by somebody else: it stays there until somebody resumes. */
  get isBelow(): boolean {
    return this.#belowAt !== undefined;
  }

  /** A call goes out. */
  call(): void {
    this.#confirmed = undefined;
    this.#isAnswered = false;
  }

  /** The last call was answered. */
  answer(): void {
    this.#isAnswered = true;
  }

  confirm(percentage: number): void {
    this.#confirmed = percentage;
    this.#belowAt = undefined;
  }

  /** Something may have changed it. */
  forget(): void {
    this.#confirmed = undefined;
  }

  /** Another percentage is asked for: no call for it was answered. Below what somebody set by hand that is over. */
  aim(percentage: number): void {
    this.#isAnswered = false;
    if (this.#belowAt !== undefined && percentage < this.#belowAt) this.#belowAt = undefined;
  }

  /** What somebody set by hand is no longer kept. */
  takeBack(): void {
    this.#belowAt = undefined;
    this.#confirmed = undefined;
  }

  /** Keeps a percentage that somebody set by hand. */
  keepBelow(percentage: number): void {
    this.#belowAt = percentage;
  }

  compare(read: number, asked: number): Comparison {
    if (read > asked) return 'above';
    if (read < asked) return 'below';
    return this.#isAnswered ? 'equal' : 'unproven';
  }
}
