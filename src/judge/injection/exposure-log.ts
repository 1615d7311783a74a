import { type Seconds, type Ticks, ticksOf } from '../../text/duration.ts';
import { NEVER } from '../outcome.ts';
import type { Injection } from './injection.ts';

/**
 * The accept percentages of one rehearsal that have an effect, tick by tick, as running sums. A sum is kept in two parts, the
 * second what the first lost to rounding, so that the sum of any window is exact where that of its ticks is.
 */
export class ExposureLog {
  /** At i: the accept percentage that tick i decided; 0 where it has no effect. */
  readonly effective: Float64Array;
  /** At i: the sum of those before tick i. */
  readonly sums: Float64Array;
  readonly lost: Float64Array;
  /** The first tick at or over the percentage from which on there is an effect. */
  exposed: Ticks = NEVER;
  /** The first tick whose percentage has an effect. */
  effectiveFrom: Ticks = NEVER;
  readonly #from: number;
  readonly #after: Ticks;

  /** For rehearsals of at most so many ticks. */
  constructor({ from, after }: Pick<Injection, 'from' | 'after'>, interval: Seconds, ticks: Ticks) {
    this.effective = new Float64Array(ticks);
    this.sums = new Float64Array(ticks + 1);
    this.lost = new Float64Array(ticks + 1);
    this.#from = from;
    this.#after = ticksOf(after, interval);
  }

  begin(): void {
    this.exposed = NEVER;
    this.effectiveFrom = NEVER;
  }

  add(tick: Ticks, accept: number): void {
    const effective = this.#effectiveAt(tick, accept);
    this.effective[tick] = effective;
    const before = this.sums[tick]!;
    const sum = before + effective;
    const added = sum - before;
    this.sums[tick + 1] = sum;
    this.lost[tick + 1] = this.lost[tick]! + (before - (sum - added) + (effective - added));
  }

  /** NaN, which is no percentage, is neither above 0 nor at `from`. */
  #effectiveAt(tick: Ticks, accept: number): number {
    if (!(accept > 0 && accept >= this.#from)) return 0;
    if (this.exposed === NEVER) this.exposed = tick;
    if (tick < this.exposed + this.#after) return 0;
    if (this.effectiveFrom === NEVER) this.effectiveFrom = tick;
    return accept;
  }
}
