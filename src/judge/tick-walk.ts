import { type Ramp, rampOf } from '../rollout/ramp.ts';
import type { Ticks } from '../text/duration.ts';
import { metCriteria } from './criteria.ts';
import type { History } from './history.ts';
import type { Judged } from './judged.ts';
import { NEVER } from './outcome.ts';
import { Results } from './results.ts';
import type { Walk } from './walk.ts';

/** Runs the plan itself, tick by tick, on one frame. */
export class TickWalk implements Walk {
  tick: Ticks = 0;
  completed: Ticks = NEVER;
  reset: Ticks = NEVER;
  backward: Ticks = NEVER;
  lastReset: Ticks = NEVER;
  isAtFirstStep = false;
  resetBy: readonly number[] = [];
  backwardBy: readonly number[] = [];
  #start: Ticks = 0;
  /** The step of the ramp before the tick. */
  #step = 0;
  readonly #frame: Float64Array;
  readonly #initial: Float64Array;
  readonly #advance: () => void;
  readonly #results: Results;
  readonly #ramp: Ramp;
  readonly #resetsBy: (frame: Float64Array) => readonly number[];
  readonly #backwardsBy: (frame: Float64Array) => readonly number[];

  constructor({ plan, frame: initial }: Judged, history: History) {
    const { frame, tick } = plan.start(initial);
    this.#frame = frame;
    this.#initial = frame.slice();
    this.#advance = tick;
    this.#results = new Results(plan, history);
    this.#ramp = rampOf(plan)!;
    this.#resetsBy = metCriteria(plan, 'reset');
    this.#backwardsBy = metCriteria(plan, 'backward');
  }

  begin(start: Ticks): void {
    this.#frame.set(this.#initial);
    this.#start = start;
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
    const frame = this.#frame;
    const ramp = this.#ramp;
    const results = this.#results;
    const advance = this.#advance;
    while (this.tick < end && this.completed === NEVER) {
      results.deliver(frame, this.#start, this.tick);
      advance();
      const decision = ramp.asked(frame);
      if (decision === 'reset') this.#noteReset();
      else if (decision === 'backward') this.#noteBackward();
      if (ramp.atEnd(frame)) this.completed = this.tick;
      this.#step = ramp.step(frame);
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
    this.resetBy = this.#resetsBy(this.#frame);
  }

  #noteBackward(): void {
    if (this.backward !== NEVER) return;
    this.backward = this.tick;
    this.backwardBy = this.#backwardsBy(this.#frame);
  }
}
