import type { Decision } from '../rollout/decide.ts';
import type { RampWay } from '../rollout/ramp-way.ts';
import type { Ticks } from '../text/duration.ts';
import { CODE, DECISIONS } from './decision-code.ts';
import type { DecisionTable } from './decision-table.ts';
import type { Changed } from './results.ts';
import type { Ticker } from './ticker.ts';

export interface TableTickerOptions {
  readonly table: DecisionTable;
  readonly way: RampWay;
  /** The accept percentages of the places that the ramp can reach. */
  readonly accepts: Float64Array;
  /** The results of the query that is changed. */
  readonly column: Float64Array;
  readonly changed: Changed;
  /** The decision of a tick without results. */
  readonly first: number;
}

/** Ticks with changed readings of one query, decided by a table. */
export class TableTicker implements Ticker {
  #start: Ticks = 0;
  /** Where the ramp stands. */
  #place = 0;
  readonly #options: TableTickerOptions;

  constructor(options: TableTickerOptions) {
    this.#options = options;
  }

  begin(start: Ticks): void {
    this.#start = start;
    this.#place = 0;
  }

  run(tick: Ticks): Decision {
    const code = tick === 0 ? this.#options.first : this.#decide(tick - 1);
    if (code === CODE.forward) this.#place++;
    else if (code === CODE.backward) this.#place = Math.max(0, this.#place - 1);
    else if (code === CODE.reset) this.#place = 0;
    return DECISIONS[code]!;
  }

  /** On the results of an evaluation of the rehearsal. */
  #decide(evaluated: Ticks): number {
    const { table, column, changed } = this.#options;
    const at = this.#start + evaluated;
    return table.with(changed.query, changed.changer.reading(evaluated, column[at]!), at);
  }

  get accept(): number {
    return this.#options.accepts[this.#place]!;
  }

  get isComplete(): boolean {
    return this.#place === this.#options.way.length;
  }
}
