import type { Decision } from '../rollout/decide.ts';
import { type Ramp, rampOf } from '../rollout/ramp.ts';
import type { Ticks } from '../text/duration.ts';
import { type CriteriaReader, metCriteria } from './criteria.ts';
import type { History } from './history.ts';
import type { Judged } from './judged.ts';
import { type Changed, Results } from './results.ts';

/** One rehearsal after another, tick by tick, by the plan itself on one frame; nothing is allocated per tick or rehearsal. */
export class PlanTicker {
  readonly #frame: Float64Array;
  readonly #initial: Float64Array;
  readonly #advance: () => void;
  readonly #results: Results;
  readonly #ramp: Ramp;
  readonly #met: CriteriaReader;
  #start: Ticks = 0;

  constructor({ plan, frame: initial }: Judged, history: History, changed?: Changed) {
    const { frame, tick } = plan.start(initial);
    this.#frame = frame;
    this.#initial = frame.slice();
    this.#advance = tick;
    this.#results = new Results(plan, history, changed);
    this.#ramp = rampOf(plan)!;
    this.#met = metCriteria(plan);
  }

  /** A new rehearsal, from a tick of the history. */
  begin(start: Ticks): void {
    this.#frame.set(this.#initial);
    this.#start = start;
  }

  /** Runs a tick of it, after the one before; the first is 0. */
  run(tick: Ticks): Decision {
    this.#results.deliver(this.#frame, this.#start, tick);
    this.#advance();
    return this.#ramp.asked(this.#frame);
  }

  /** After that tick: the step of the ramp, the accept percentage, and whether the ramp is complete. */
  get step(): number {
    return this.#ramp.step(this.#frame);
  }

  get accept(): number {
    return this.#ramp.accept(this.#frame);
  }

  get isComplete(): boolean {
    return this.#ramp.atEnd(this.#frame);
  }

  /** The criteria of one direction that are met on it, by position in `allCriteria`. */
  met(direction: 'backward' | 'reset'): readonly number[] {
    return this.#met(this.#frame, direction);
  }
}
