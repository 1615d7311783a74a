import type { Decision } from '../rollout/decide.ts';
import { type Ramp, rampOf } from '../rollout/ramp.ts';
import type { Ticks } from '../text/duration.ts';
import { type CriteriaReader, metCriteria } from './criteria.ts';
import type { History } from './history.ts';
import type { Judged } from './judged.ts';
import { NEVER } from './outcome.ts';

/** Any one tick of a policy whose ticks follow from their readings alone. */
export class OneTick {
  readonly #frame: Float64Array;
  readonly #advance: () => void;
  readonly #ramp: Ramp;
  readonly #met: CriteriaReader;
  readonly #slots: readonly number[];
  readonly #columns: readonly Float64Array[];

  constructor({ plan, frame: initial }: Judged, { columns }: History) {
    const { frame, tick } = plan.start(initial);
    this.#frame = frame;
    this.#advance = tick;
    this.#ramp = rampOf(plan)!;
    this.#met = metCriteria(plan);
    this.#slots = plan.queries.map(({ resultSlot }) => resultSlot);
    this.#columns = columns;
  }

  /** The tick that sees the results of an evaluation of the history; NEVER: one that sees none. */
  see(evaluated: Ticks): this {
    for (let q = 0; q < this.#slots.length; q++)
      this.change(q, evaluated === NEVER ? Number.NaN : this.#columns[q]![evaluated]!);
    return this;
  }

  /** The same with another result of one query. */
  change(query: number, reading: number): this {
    this.#frame[this.#slots[query]!] = reading;
    return this;
  }

  /** What the ramp is asked to do on it. */
  decide(): Decision {
    this.#advance();
    return this.#ramp.asked(this.#frame);
  }

  /** The criteria of one direction that are met on it, by position in `allCriteria`. */
  met(direction: 'backward' | 'reset'): readonly number[] {
    this.#advance();
    return this.#met(this.#frame, direction);
  }
}
