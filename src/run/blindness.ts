import type { Plan } from '../circuit/plan.ts';
import { driversOf } from '../rollout/drivers.ts';
import { roundToNano, type Ticks } from '../text/duration.ts';
import type { RunResult } from './result.ts';

/** Ticks without a value of one query: all, those up to now without one between, and most of such. */
export interface BlindQueryState {
  readonly ticks: Ticks;
  readonly run: Ticks;
  readonly longest: Ticks;
}

export interface BlindnessState {
  /** Ticks on which at least one query had no value. */
  readonly ticks: Ticks;
  /** Of every query of the plan; nothing is counted where the ramp does not depend on it. */
  readonly queries: readonly BlindQueryState[];
}

/**
 * Counts the ticks on which a query that the ramp depends on had no value. Tick 0 does not count: the first result is
 * there on tick 1. Allocates nothing.
 */
export class Blindness {
  readonly #signals: readonly string[];
  readonly #movesRamp: readonly boolean[];
  readonly #missing: Ticks[];
  readonly #run: Ticks[];
  readonly #longest: Ticks[];
  #ticks: Ticks;
  #lastTick = 0;

  constructor(plan: Plan, from?: BlindnessState) {
    const drivers = driversOf(plan);
    this.#signals = drivers.map(({ signal }) => signal);
    this.#movesRamp = drivers.map(({ movesRamp }) => movesRamp);
    this.#missing = drivers.map((_, q) => from?.queries[q]?.ticks ?? 0);
    this.#run = drivers.map((_, q) => from?.queries[q]?.run ?? 0);
    this.#longest = drivers.map((_, q) => from?.queries[q]?.longest ?? 0);
    this.#ticks = from?.ticks ?? 0;
  }

  /** A query has no value at `tick`. */
  miss(query: number, tick: number): void {
    if (tick === 0 || !this.#movesRamp[query]) return;
    this.#missing[query]!++;
    const run = this.#run[query]! + 1;
    this.#run[query] = run;
    if (run > this.#longest[query]!) this.#longest[query] = run;
    if (this.#lastTick === tick) return;
    this.#lastTick = tick;
    this.#ticks++;
  }

  /** A query has a value again. */
  recover(query: number): void {
    this.#run[query] = 0;
  }

  /** After `ticks` ticks of a run. */
  result(ticks: Ticks, interval: number): RunResult['blind'] {
    const shareOf = (count: Ticks): number => count / Math.max(1, ticks - 1);
    const queries = this.#signals.flatMap((signal, q) => {
      if (!this.#movesRamp[q]) return [];
      const missing = this.#missing[q]!;
      const longest = roundToNano(this.#longest[q]! * interval);
      return [[signal, { ticks: missing, share: shareOf(missing), longest }] as const];
    });
    return { share: shareOf(this.#ticks), queries: Object.fromEntries(queries) };
  }

  get state(): BlindnessState {
    const queries = this.#missing.map((ticks, q) => ({
      ticks,
      run: this.#run[q]!,
      longest: this.#longest[q]!,
    }));
    return { ticks: this.#ticks, queries };
  }
}
