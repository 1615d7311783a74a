import type { Ticks } from '../text/duration.ts';
import { NEVER } from './outcome.ts';
import type { PlanTicker } from './plan-ticker.ts';
import type { Walk } from './walk.ts';

/** Goes on tick by tick. */
export class TickWalk implements Walk {
  tick: Ticks = 0;
  completed: Ticks = NEVER;
  reset: Ticks = NEVER;
  backward: Ticks = NEVER;
  lastReset: Ticks = NEVER;
  isAtFirstStep = false;
  resetBy: readonly number[] = [];
  backwardBy: readonly number[] = [];
  /** The step of the ramp before the tick. */
  #step = 0;
  readonly #ticker: PlanTicker;

  constructor(ticker: PlanTicker) {
    this.#ticker = ticker;
  }

  begin(start: Ticks): void {
    this.#ticker.begin(start);
    this.#step = 0;
    this.tick = 0;
    this.completed = NEVER;
    this.reset = NEVER;
    this.backward = NEVER;
    this.lastReset = NEVER;
    this.isAtFirstStep = false;
    this.resetBy = [];
    this.backwardBy = [];
  }

  goTo(end: Ticks): void {
    const ticker = this.#ticker;
    while (this.tick < end && this.completed === NEVER) {
      const decision = ticker.run(this.tick);
      if (decision === 'reset') this.#noteReset();
      else if (decision === 'backward') this.#noteBackward();
      if (ticker.isComplete) this.completed = this.tick;
      this.#step = ticker.step;
      this.tick++;
    }
  }

  forgetReset(): void {
    this.reset = NEVER;
  }

  #noteReset(): void {
    this.lastReset = this.tick;
    if (this.reset !== NEVER) return;
    this.reset = this.tick;
    this.isAtFirstStep = this.#step === 0;
    this.resetBy = this.#ticker.met('reset');
  }

  #noteBackward(): void {
    if (this.backward !== NEVER) return;
    this.backward = this.tick;
    this.backwardBy = this.#ticker.met('backward');
  }
}
