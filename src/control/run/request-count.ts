import type { Ramp } from '../../rollout/ramp.ts';

/** The value of a counter at this moment; NaN where there is none. */
export type AskCounter = () => Promise<number>;

/** Counts the requests of the feature in the step that its ramp is in, by a counter of all of them. */
export class RequestCount {
  readonly #ramp: Ramp;
  readonly #ask: AskCounter;
  #isAsking = false;
  #last: number | undefined;
  #count = 0;
  #step = 0;

  constructor(ramp: Ramp, ask: AskCounter) {
    this.#ramp = ramp;
    this.#ask = ask;
  }

  /** Since the step was entered, or since the first answer; undefined before that. */
  get requests(): number | undefined {
    return this.#last === undefined ? undefined : this.#count;
  }

  /** After every tick. */
  see(frame: Float64Array): void {
    this.#enter(frame);
    if (!this.#isAsking) void this.#askOnce();
  }

  /** Exactly at the end of a step the ramp is in it still. */
  #enter(frame: Float64Array): void {
    const step = this.#ramp.step(frame);
    const isAtEndOfLast = step > 0 && this.#ramp.count(frame) === 0;
    const present = isAtEndOfLast ? step - 1 : step;
    if (present === this.#step) return;
    this.#step = present;
    this.#count = 0;
  }

  async #askOnce(): Promise<void> {
    this.#isAsking = true;
    const value = await this.#ask().catch(() => Number.NaN);
    this.#isAsking = false;
    if (Number.isNaN(value)) return;
    // A counter that is less than before began anew.
    const before = this.#last === undefined ? value : this.#last;
    this.#count += value >= before ? value - before : value;
    this.#last = value;
  }
}
