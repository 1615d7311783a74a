import type { StartOutcomes } from '../outcome.ts';
import { isBetter, limitsBeside, type Measured, type TuneLimits } from './score.ts';

type Rehearsals = readonly StartOutcomes[];

interface Kept {
  readonly rehearsals: Rehearsals;
  readonly measured: Measured;
}

/** The rehearsals of the setting in use, which is added first, and of the first of the best. */
export class KeptRehearsals {
  readonly #limits: TuneLimits;
  #inUse: Kept | undefined;
  #best: Kept | undefined;

  constructor(limits: TuneLimits) {
    this.#limits = limits;
  }

  add(rehearsals: Rehearsals, measured: Measured): void {
    const added = { rehearsals, measured };
    this.#inUse ??= added;
    this.#best ??= added;
    const limits = limitsBeside(this.#limits, this.#inUse.measured);
    if (isBetter(measured, this.#best.measured, limits)) this.#best = added;
  }

  get rehearsals(): { readonly inUse: Rehearsals; readonly chosen: Rehearsals } {
    return { inUse: this.#inUse?.rehearsals ?? [], chosen: this.#best?.rehearsals ?? [] };
  }
}
