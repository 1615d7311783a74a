import type { Reading } from '../../circuit/reading.ts';

/** What a picture shows beside the circuit itself. */
export interface Overlay {
  /** Trace column -> reading at one tick; NaN is invalid, a column left out shows no value. */
  readonly readings: ReadonlyMap<string, Reading>;
  /** Whether something else than the circuit decides what the ramp does: then no signal does. */
  readonly isHeld?: boolean;
  /**
   * Lines under the picture, the first of them its heading: which tick, and why the ramp does what it does.
   */
  readonly caption?: readonly string[];
}
