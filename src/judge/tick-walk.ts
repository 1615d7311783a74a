import type { Ticks } from '../text/duration.ts';
import { NotedWalk } from './noted-walk.ts';
import { NEVER } from './outcome.ts';
import type { PlanTicker } from './plan-ticker.ts';

/** Goes on tick by tick. */
export class TickWalk extends NotedWalk {
  /** The step of the ramp before the tick. */
  #step = 0;
  readonly #ticker: PlanTicker;

  constructor(ticker: PlanTicker) {
    super();
    this.#ticker = ticker;
  }

  override begin(start: Ticks): void {
    super.begin(start);
    this.#ticker.begin(start);
    this.#step = 0;
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
