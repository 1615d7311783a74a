import type { Plan } from '../circuit/plan.ts';
import type { Reading } from '../circuit/reading.ts';
import { type Because, read } from '../rollout/conditions.ts';
import { formatNumber } from '../text/number.ts';
import type { Blindness } from './blindness.ts';
import type { Occurrence } from './ramp-watch.ts';
import type { Reason } from './reasons.ts';

/** What a query watch has to know of one query. */
export interface QueryWatchState {
  /** Ticks that saw no valid reading of it. */
  readonly invalid: number;
  readonly isValid: boolean;
}

/** Why a query has no valid reading at `tick`. */
export type WhyInvalid = (query: number, tick: number) => string | undefined;

export interface QueryWatchOptions {
  readonly plan: Plan;
  readonly why: WhyInvalid;
  readonly note: (occurrence: Occurrence) => void;
  readonly blindness: Blindness;
  readonly from?: readonly QueryWatchState[];
}

/** Watches the readings of all queries from tick to tick: counts invalid ones, and notes where one becomes invalid or valid. */
export class QueryWatch {
  readonly invalid: number[];
  readonly #isValid: boolean[];
  readonly #slots: Int32Array;
  readonly #options: QueryWatchOptions;
  /** The last one on which it saw a reading without value, or the first with one. */
  #tick = 0;

  constructor(options: QueryWatchOptions) {
    const { plan, from } = options;
    this.#options = options;
    this.#slots = Int32Array.from(plan.queries, ({ resultSlot }) => resultSlot);
    this.invalid = plan.queries.map((_, q) => from?.[q]?.invalid ?? 0);
    this.#isValid = plan.queries.map((_, q) => from?.[q]?.isValid ?? true);
  }

  /** A reading that has no value, with why it has none; every other as it is. */
  readonly withProblem = (one: Because): Because => {
    if (!('signal' in one) || one.value !== null) return one;
    const q = this.#options.plan.queries.findIndex(({ signal }) => signal === one.signal);
    return q === -1 ? one : { ...one, problem: this.#problemOf(q, this.#tick) };
  };

  /** Takes the frame of the tick that just ran. No query has a reading on tick 0, which is no event. */
  see(tick: number, frame: Float64Array): void {
    const slots = this.#slots;
    for (let q = 0; q < slots.length; q++) {
      const reading = frame[slots[q]!]!;
      // biome-ignore lint/suspicious/noSelfCompare: asked of every query on every tick (bench history, from memory)
      if (reading !== reading || !this.#isValid[q]) this.#seeClosely(q, tick, frame);
    }
  }

  /** Takes a reading that is invalid, or the first valid one after such. */
  #seeClosely(query: number, tick: number, frame: Float64Array): void {
    const reading = frame[this.#slots[query]!]!;
    const isValid = !Number.isNaN(reading);
    this.#tick = tick;
    const { blindness, note } = this.#options;
    if (isValid) blindness.recover(query);
    else {
      this.invalid[query]!++;
      blindness.miss(query, tick);
    }
    if (isValid === this.#isValid[query] || tick === 0) return;
    this.#isValid[query] = isValid;
    const kind = isValid ? 'valid' : 'invalid';
    note({ tick, frame, kind, ...this.#reasonOf(query, tick, reading) });
  }

  get state(): readonly QueryWatchState[] {
    return this.invalid.map((invalid, q) => ({ invalid, isValid: this.#isValid[q]! }));
  }

  #reasonOf(q: number, tick: number, reading: Reading): Reason {
    const { plan } = this.#options;
    const { signal, query_string } = plan.queries[q]!;
    const found = read(plan, signal, reading);
    if (!Number.isNaN(reading)) return { reason: `${signal} = ${formatNumber(reading)}`, because: [found] };
    const problem = this.#problemOf(q, tick);
    return { reason: `${signal}: ${problem} (${query_string})`, because: [{ ...found, problem }] };
  }

  #problemOf(q: number, tick: number): string {
    return this.#options.why(q, tick) ?? (this.invalid[q]! > tick ? 'no reading yet' : 'no valid value');
  }
}
