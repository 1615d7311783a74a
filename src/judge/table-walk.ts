import type { RampWay } from '../rollout/ramp-way.ts';
import type { Ticks } from '../text/duration.ts';
import type { ChangedWalk } from './changed-walk.ts';
import { CODE } from './decision-code.ts';
import type { DecisionTable } from './decision-table.ts';
import type { Decisions } from './decisions.ts';
import { partsUnder } from './injection/headroom.ts';
import { NEVER } from './outcome.ts';
import type { Changed } from './results.ts';

export interface TableWalkOptions {
  readonly table: DecisionTable;
  /** Of the readings as they were. */
  readonly decisions: Decisions;
  readonly way: RampWay;
  /** The accept percentages of the places that the ramp can reach. */
  readonly accepts: Float64Array;
  /** The results of the query that is changed, and how much of the change each bears. */
  readonly column: Float64Array;
  readonly headrooms: Uint8Array;
  readonly changed: Changed;
}

/** By decision code, how the ramp moves. A reset ends the rehearsal. */
const MOVES = Int8Array.from([0, 1, -1, 0]);

/**
 * Goes on tick by tick. A tick decides as it does without the change, as long as its reading has the headroom for it; else the
 * table decides on the changed reading.
 */
export class TableWalk implements ChangedWalk {
  tick: Ticks = 0;
  completed: Ticks = NEVER;
  reset: Ticks = NEVER;
  accept = 0;
  readonly #options: TableWalkOptions;
  /** At a place: the headroom that a reading needs while the ramp goes no further. */
  readonly #needed: Uint8ClampedArray;

  constructor(options: TableWalkOptions) {
    this.#options = options;
    this.#needed = partsUnder(options.accepts, options.changed.changer);
  }

  go(start: Ticks, end: Ticks): void {
    const { way, accepts, decisions } = this.#options;
    const { log } = this.#options.changed;
    log.begin();
    let [tick, place, needed, code] = [0, 0, 0, 0];
    while (tick < end && place < way.length && code !== CODE.reset) {
      code = tick === 0 ? decisions.first : this.#decide(start + tick, tick, needed);
      if (code === CODE.reset) place = 0;
      else {
        place = Math.max(0, place + MOVES[code]!);
        log.add(tick, accepts[place]!);
        needed = Math.max(needed, this.#needed[place]!);
      }
      tick++;
    }
    this.tick = tick;
    this.completed = place === way.length ? tick - 1 : NEVER;
    this.reset = code === CODE.reset ? tick - 1 : NEVER;
    this.accept = accepts[place]!;
  }

  /** On the results of the tick before. */
  #decide(at: Ticks, tick: Ticks, needed: number): number {
    const { table, column, headrooms, changed, decisions } = this.#options;
    if (headrooms[at - 1]! >= needed) return decisions.codes[at]!;
    return table.with(changed.query, changed.changer.reading(tick - 1, column[at - 1]!), at - 1);
  }
}
