import type { Column, Plan } from '../../circuit/plan.ts';
import { driversOf } from '../../rollout/drivers.ts';
import type { Seconds } from '../../text/duration.ts';

/** What a controller has counted since its process began. */
export interface RunCounts {
  /** Queries without an answer. */
  readonly queryFailures: number;
  /** Calls that a target did not confirm, by the name of the target. */
  readonly targetFailures: Readonly<Record<string, number>>;
  /** By how much the last tick was late. */
  readonly tickDelay: Seconds;
  /** What the drivers read and are compared with at the last tick, by name; NaN where one is invalid. */
  readonly signals: Readonly<Record<string, number>>;
}

/** Counts what its metrics say of a rollout beside its status. */
export class RunCounter {
  readonly #columns: readonly Column[];
  readonly #targetFailures: Map<string, number>;
  #queryFailures = 0;
  #tickDelay: Seconds = 0;
  #signals: Readonly<Record<string, number>> = {};

  constructor(plan: Plan, targets: readonly string[]) {
    const names = driversOf(plan).flatMap(({ signal, criteria }) => [
      signal,
      ...criteria.flatMap(({ lhs, rhs }) => [lhs, rhs]),
    ]);
    this.#columns = plan.columns.filter(({ name }) => names.includes(name));
    this.#targetFailures = new Map(targets.map((target) => [target, 0]));
  }

  get counts(): RunCounts {
    return {
      queryFailures: this.#queryFailures,
      targetFailures: Object.fromEntries(this.#targetFailures),
      tickDelay: this.#tickDelay,
      signals: this.#signals,
    };
  }

  queryFailed(): void {
    this.#queryFailures += 1;
  }

  targetFailed(target: string): void {
    this.#targetFailures.set(target, (this.#targetFailures.get(target) ?? 0) + 1);
  }

  /** A tick has run; two clocks may differ by less than nothing. */
  tickRan(frame: Float64Array, delay: Seconds): void {
    this.#tickDelay = Math.max(0, delay);
    this.#signals = Object.fromEntries(this.#columns.map(({ name, slot }) => [name, frame[slot]!]));
  }
}
