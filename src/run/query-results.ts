import type { Plan } from '../circuit/plan.ts';
import type { Source } from '../source/source.ts';
import type { RunState } from './state.ts';

/** Results that a gap before a tick made too old, and why. */
export interface Loss {
  readonly tick: number;
  readonly queries: readonly number[];
  readonly why: string;
}

/** The results of all queries on their way from the source to the frame. */
export class QueryResults {
  /** Where the source writes, query by query. */
  readonly columns: readonly Float64Array[];
  readonly #source: Source;
  /** Of every query: where its results go, and every how many ticks one does. */
  readonly #slots: Int32Array;
  readonly #every: Int32Array;
  /** The first tick whose results this part of the run asked for; those before are in the state it goes on from. */
  readonly #first: number;
  readonly #missing: RunState['missing'];
  #loss: Loss | undefined;

  constructor({ queries }: Plan, source: Source, from?: RunState) {
    const isEveryTick = source.resultsOn === 'every tick';
    this.columns = queries.map(() => new Float64Array(source.batch));
    this.#source = source;
    this.#slots = Int32Array.from(queries, ({ resultSlot }) => resultSlot);
    this.#every = Int32Array.from(queries, ({ every }) => (isEveryTick ? 1 : every));
    this.#first = from ? filledBefore(from) : 0;
    this.#missing = from?.missing ?? [];
  }

  /** Puts the results of a tick, at position `at` of the columns, where the next tick sees them. */
  deliver(frame: Float64Array, tick: number, at: number): void {
    const { columns } = this;
    const slots = this.#slots;
    const everies = this.#every;
    for (let q = 0; q < columns.length; q++) {
      const every = everies[q]!;
      if (every === 1 || tick % every === 0) frame[slots[q]!] = columns[q]![at]!;
    }
    if (this.#loss) this.#dropLost(frame, tick);
  }

  /** Takes the results of some queries away from a tick: a gap before it made them too old. */
  lose(frame: Float64Array, loss: Loss): void {
    this.#loss = loss;
    this.#dropLost(frame, loss.tick - 1);
  }

  /** A replay learns of a gap before it has the results of the tick before. */
  #dropLost(frame: Float64Array, delivered: number): void {
    const { tick, queries } = this.#loss!;
    if (delivered >= tick) this.#loss = undefined;
    else for (const q of queries) frame[this.#slots[q]!] = Number.NaN;
  }

  /** Why the reading of a query that a tick sees is invalid: it came from the tick before, or from its evaluation. */
  why(query: number, tick: number): string | undefined {
    if (this.#loss?.queries.includes(query)) return this.#loss.why;
    const every = this.#every[query]!;
    const evaluated = Math.floor((tick - 1) / every) * every;
    if (evaluated < this.#first) return this.#missing[query] ?? undefined;
    return this.#source.why(query, evaluated);
  }

  /** Of every query: why its last result before a tick is invalid. */
  missingBefore(tick: number): RunState['missing'] {
    return this.columns.map((_, q) => this.why(q, tick) ?? null);
  }
}

/** The tick before which all results are in the frame. */
export const filledBefore = ({ tick, hasResults }: Pick<RunState, 'tick' | 'hasResults'>): number =>
  hasResults ? tick : tick - 1;
