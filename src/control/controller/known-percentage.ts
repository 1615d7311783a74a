/** What a target is read for: after it has answered a call, or to see whether somebody has changed it since. */
export type Occasion = 'answer' | 'resync';

/**
 * What a reading says of a target: as asked; as asked, but no call was answered yet; more; set to less by somebody else; or
 * not yet what it was told.
 */
export type Found = 'equal' | 'unproven' | 'above' | 'below' | 'less';

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

  /** Takes what was read of a target that was asked for so much. */
  look(read: number, asked: number, after: Occasion): Found {
    if (read === asked) return this.#isAnswered ? 'equal' : 'unproven';
    const wasConfirmed = this.#confirmed !== undefined;
    this.#confirmed = undefined;
    if (read > asked) this.#belowAt = undefined;
    if (read > asked) return 'above';
    if (after === 'answer' || !wasConfirmed) return 'less';
    this.#belowAt = read;
    return 'below';
  }
}
