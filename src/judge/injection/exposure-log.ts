import { type Seconds, type Ticks, ticksOf } from '../../text/duration.ts';
import { NEVER } from '../outcome.ts';
import type { Injection } from './injection.ts';

/**
 * The accept percentages of one rehearsal after the other, and as running sums those that have an effect. A sum is kept in two
 * parts, the second what the first lost to rounding, so that the sum of any window is exact where that of its ticks is. What is
 * not an array counts the ticks up to the last `sumUp`.
 */
export class ExposureLog {
  /** At i: the accept percentage that tick i decided. */
  readonly accepts: Float64Array;
  /** At i: that percentage; 0 where it has no effect. */
  readonly effective: Float64Array;
  /** At i: the sum of those before tick i. */
  readonly sums: Float64Array;
  readonly lost: Float64Array;
  /** The sum of all percentages, with effect or not, and the highest of them. */
  total = 0;
  highest = 0;
  /** The first tick at or over the percentage from which on there is an effect. */
  exposed: Ticks = NEVER;
  /** The first tick whose percentage has an effect. */
  effectiveFrom: Ticks = NEVER;
  readonly #from: number;
  readonly #after: Ticks;
  #added: Ticks = 0;
  #summed: Ticks = 0;

  /** For rehearsals of at most so many ticks. */
  constructor({ from, after }: Pick<Injection, 'from' | 'after'>, interval: Seconds, ticks: Ticks) {
    this.accepts = new Float64Array(ticks);
    this.effective = new Float64Array(ticks);
    this.sums = new Float64Array(ticks + 1);
    this.lost = new Float64Array(ticks + 1);
    this.#from = from;
    this.#after = ticksOf(after, interval);
  }

  /** A new rehearsal. */
  begin(): void {
    this.exposed = NEVER;
    this.effectiveFrom = NEVER;
    this.total = 0;
    this.highest = 0;
    this.#added = 0;
    this.#summed = 0;
  }

  /** What a tick decided: of all ticks, one after the other. */
  add(tick: Ticks, accept: number): void {
    this.accepts[tick] = accept;
    this.#added = tick + 1;
  }

  /** Takes what was added since into the sums. They go on in local variables: through memory they take twice as long. */
  sumUp(): void {
    const { accepts, effective, sums, lost } = this;
    const end = this.#added;
    let { total, highest } = this;
    let sum = sums[this.#summed]!;
    let lostSum = lost[this.#summed]!;
    for (let tick = this.#summed; tick < end; tick++) {
      const accept = accepts[tick]!;
      total += accept;
      if (accept > highest) highest = accept;
      const one = this.#effectiveAt(tick, accept);
      const before = sum;
      sum += one;
      const added = sum - before;
      lostSum += before - (sum - added) + (one - added);
      effective[tick] = one;
      sums[tick + 1] = sum;
      lost[tick + 1] = lostSum;
    }
    this.total = total;
    this.highest = highest;
    this.#summed = end;
  }

  /** Whether it is at or over `from`; NaN, which is no percentage, is not. */
  isExposed(accept: number): boolean {
    return accept > 0 && accept >= this.#from;
  }

  #effectiveAt(tick: Ticks, accept: number): number {
    if (!this.isExposed(accept)) return 0;
    if (this.exposed === NEVER) this.exposed = tick;
    if (tick < this.exposed + this.#after) return 0;
    if (this.effectiveFrom === NEVER) this.effectiveFrom = tick;
    return accept;
  }
}
