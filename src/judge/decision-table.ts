import type { Ticks } from '../text/duration.ts';
import { CODE } from './decision-code.ts';
import type { History } from './history.ts';
import type { OneTick } from './one-tick.ts';

/** More sides than so many, of all thresholds together, are not worth a table. */
const MAX_SIZE = 2 ** 16;
const UNKNOWN = 255;

/** What decides of one query: its readings, what they are compared with, and how far apart their sides are in the table. */
interface Compared {
  readonly column: Float64Array;
  readonly thresholds: Float64Array;
  readonly stride: number;
}

/**
 * What a policy decides by the sides of its thresholds that the readings of a tick are on. Each combination of sides is decided
 * by the policy itself when it comes for the first time.
 */
export class DecisionTable {
  readonly #oneTick: OneTick;
  readonly #queries: readonly Compared[];
  readonly #codes: Uint8Array;
  /** Of every tick of the history, the place in the table of what was evaluated on it. */
  readonly #places: Uint16Array;

  /** Undefined where the table would be too large. */
  static of(
    oneTick: OneTick,
    { columns }: History,
    { thresholds, places }: { readonly thresholds: readonly Float64Array[]; readonly places: Uint16Array },
  ): DecisionTable | undefined {
    const queries: Compared[] = [];
    let size = 1;
    for (const [q, own] of thresholds.entries()) {
      queries.push({ column: columns[q]!, thresholds: own, stride: size });
      size *= 2 * own.length + 2;
    }
    return size > MAX_SIZE ? undefined : new DecisionTable(oneTick, queries, { size, places });
  }

  private constructor(
    oneTick: OneTick,
    queries: readonly Compared[],
    { size, places }: { readonly size: number; readonly places: Uint16Array },
  ) {
    this.#oneTick = oneTick;
    this.#queries = queries;
    this.#codes = new Uint8Array(size).fill(UNKNOWN);
    this.#places = places;
  }

  /** Finds the places of what was evaluated from one tick to before another. */
  locate(from: Ticks, to: Ticks): void {
    for (let tick = from; tick < to; tick++) this.#places[tick] = this.#placeOf(tick);
  }

  #placeOf(evaluated: Ticks): number {
    let place = 0;
    for (let q = 0; q < this.#queries.length; q++) {
      const { column, thresholds, stride } = this.#queries[q]!;
      place += stride * sideOf(column[evaluated]!, thresholds);
    }
    return place;
  }

  /** The decision of the tick that sees the results of an evaluation of the history. */
  at(evaluated: Ticks): number {
    const place = this.#places[evaluated]!;
    const code = this.#codes[place]!;
    return code === UNKNOWN ? this.#learn(place, this.#oneTick.see(evaluated)) : code;
  }

  /** The same with another result of one query. */
  with(query: number, reading: number, evaluated: Ticks): number {
    const { column, thresholds, stride } = this.#queries[query]!;
    const moved = sideOf(reading, thresholds) - sideOf(column[evaluated]!, thresholds);
    const place = this.#places[evaluated]! + stride * moved;
    const code = this.#codes[place]!;
    return code === UNKNOWN ? this.#learn(place, this.#oneTick.see(evaluated).change(query, reading)) : code;
  }

  #learn(place: number, tick: OneTick): number {
    const code = CODE[tick.decide()];
    this.#codes[place] = code;
    return code;
  }
}

/**
 * 0 for an invalid reading; else odd between two thresholds, even on one, and greater the greater the reading. A sum of
 * comparisons: which is the first to be met cannot be foreseen, and a branch that is not foreseen takes longer than all of them.
 */
function sideOf(reading: number, thresholds: Float64Array): number {
  if (Number.isNaN(reading)) return 0;
  let side = 1;
  for (let i = 0; i < thresholds.length; i++)
    side += Number(reading >= thresholds[i]!) + Number(reading > thresholds[i]!);
  return side;
}
