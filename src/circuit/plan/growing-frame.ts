import { INVALID, type Reading } from '../reading.ts';
import { INVALID_SLOT } from './reserved-slots.ts';

/** The initial values of a frame, as far as it is laid out. */
export class GrowingFrame {
  readonly values: number[] = [INVALID, 0, 0, 0];
  readonly #constants = new Map<Reading | '-0', number>();

  /** A new slot that holds this value before the first tick. */
  take(value: number): number {
    return this.values.push(value) - 1;
  }

  /** The one slot of a constant. */
  constantSlot(value: Reading): number {
    if (Number.isNaN(value)) return INVALID_SLOT;
    const key = Object.is(value, -0) ? '-0' : value; // a Map takes -0 for 0
    const existing = this.#constants.get(key);
    if (existing !== undefined) return existing;
    const slot = this.take(value);
    this.#constants.set(key, slot);
    return slot;
  }
}
