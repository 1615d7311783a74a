/** Slot 0 is the invalid reading every unconnected port points at; slot 1 takes what nobody named. */
export const INVALID_SLOT = 0;
export const DISCARD_SLOT = 1;
/**
 * While slot 2 is not 0 no signal generator moves forward: so many ticks more, the present one included. A run writes it;
 * no component does.
 */
export const HOLD_SLOT = 2;
