import { roundToNano } from '../../text/duration.ts';
import type { Injection, Operator } from './injection.ts';

/** What a reading becomes where a share w of what it looks at, 0 to 1, is under an effect. An invalid one stays invalid. */
export class Change {
  readonly #operator: Operator;
  readonly #size: number;
  /** The most that exposed requests alone can have, such as all of them failing; undefined where there is no such thing. */
  readonly #max: number | undefined;

  constructor({ operator, size, max }: Pick<Injection, 'operator' | 'size' | 'max'>) {
    this.#operator = operator;
    this.#size = size;
    this.#max = max;
  }

  of(reading: number, w: number): number {
    if (this.#max === undefined) return this.withoutMax(reading, w);
    return reading * (1 - w) + Math.min(this.#max, this.#full(reading)) * w;
  }

  withoutMax(reading: number, w: number): number {
    const size = this.#size;
    if (this.#operator === 'x') return reading * (1 + (size - 1) * w);
    if (this.#operator === '+') return reading + size * w;
    return reading * (1 - w) + size * w;
  }

  /** The reading of exposed requests alone. */
  #full(reading: number): number {
    if (this.#operator === 'x') return this.#size * reading;
    return this.#operator === '+' ? reading + this.#size : this.#size;
  }
}

/** The share under the effect, from the mean accept percentage over what a reading looks at. */
export class Weight {
  readonly #isArm: boolean;
  /** From this percentage on all of the reading is under the effect, below nothing; undefined where it grows with it. */
  readonly #least: number | undefined;

  constructor({ share, operator }: Pick<Injection, 'share' | 'operator'>) {
    this.#isArm = share.kind === 'arm';
    const isTail = share.kind === 'tail' && operator === '=';
    this.#least = isTail ? roundToNano(100 - share.percentile) : undefined;
  }

  of(accept: number): number {
    if (this.#isArm) return accept > 0 ? 1 : 0;
    if (this.#least === undefined) return accept / 100;
    return accept < this.#least ? 0 : 1;
  }
}
