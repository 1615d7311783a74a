import type { Ticks } from '../text/duration.ts';
import type { ChangedWalk } from './changed-walk.ts';
import type { ExposureLog } from './injection/exposure-log.ts';
import { NEVER } from './outcome.ts';
import type { PlanTicker } from './plan-ticker.ts';

/** Goes on tick by tick. */
export class ChangedTickWalk implements ChangedWalk {
  tick: Ticks = 0;
  completed: Ticks = NEVER;
  reset: Ticks = NEVER;
  readonly #ticker: PlanTicker;
  /** By which the ticker changes its readings. */
  readonly #log: ExposureLog;

  constructor(ticker: PlanTicker, log: ExposureLog) {
    this.#ticker = ticker;
    this.#log = log;
  }

  get accept(): number {
    return this.#ticker.accept;
  }

  go(start: Ticks, end: Ticks): void {
    const ticker = this.#ticker;
    ticker.begin(start);
    this.#log.begin();
    this.completed = NEVER;
    this.reset = NEVER;
    this.tick = 0;
    while (this.tick < end && this.completed === NEVER && this.reset === NEVER) {
      if (ticker.run(this.tick) === 'reset') this.reset = this.tick;
      else this.#log.add(this.tick, ticker.accept);
      if (ticker.isComplete) this.completed = this.tick;
      this.tick++;
    }
  }
}
