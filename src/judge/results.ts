import type { Plan } from '../circuit/plan.ts';
import type { Ticks } from '../text/duration.ts';
import type { History } from './history.ts';
import type { Changer } from './injection/changer.ts';
import type { ExposureLog } from './injection/exposure-log.ts';

/** What changes the readings of one query. */
export interface Changed {
  /** Its position in `Plan.queries`. */
  readonly query: number;
  readonly changer: Changer;
  /** What it goes by: gets what each tick decides, up to the first reset. */
  readonly log: ExposureLog;
}

/** The results of all queries on their way from the history to a frame, as a run delivers them. */
export class Results {
  readonly #columns: readonly Float64Array[];
  /** Of every query: where its results go, and every how many ticks one does. */
  readonly #slots: Int32Array;
  readonly #every: Int32Array;
  readonly #changed: Changed | undefined;

  constructor({ queries }: Plan, { columns, isEveryTick = false }: History, changed?: Changed) {
    this.#columns = columns;
    this.#slots = Int32Array.from(queries, ({ resultSlot }) => resultSlot);
    this.#every = Int32Array.from(queries, ({ every }) => (isEveryTick ? 1 : every));
    this.#changed = changed;
  }

  /**
   * Before a tick of the rehearsal from `start`: puts there what was evaluated on the tick before. Tick 0 sees nothing;
   * a query that has no result on every tick keeps its last one.
   */
  deliver(frame: Float64Array, start: Ticks, tick: Ticks): void {
    if (tick === 0) return;
    const evaluated = tick - 1;
    for (let q = 0; q < this.#columns.length; q++) {
      const every = this.#every[q]!;
      if (every !== 1 && evaluated % every !== 0) continue;
      frame[this.#slots[q]!] = this.#reading(q, evaluated, this.#columns[q]![start + evaluated]!);
    }
  }

  #reading(query: number, tick: Ticks, raw: number): number {
    const changed = this.#changed;
    return changed?.query === query ? changed.changer.reading(tick, raw) : raw;
  }
}
