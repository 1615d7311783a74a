import type { Seconds } from '../../text/duration.ts';
import type { ControlClock } from './clock.ts';

/** Waits before another try; a later wait replaces an earlier one. */
export class RetryTimer {
  readonly #clock: ControlClock;
  readonly #seconds: Seconds;
  readonly #onDue: () => void;
  #wait: symbol | undefined;

  constructor(clock: ControlClock, seconds: Seconds, onDue: () => void) {
    this.#clock = clock;
    this.#seconds = seconds;
    this.#onDue = onDue;
  }

  get isWaiting(): boolean {
    return this.#wait !== undefined;
  }

  restart(): void {
    const wait = Symbol();
    this.#wait = wait;
    this.#clock.sleep(this.#seconds).then(() => {
      if (this.#wait !== wait) return;
      this.#wait = undefined;
      this.#onDue();
    });
  }

  cancel(): void {
    this.#wait = undefined;
  }
}
