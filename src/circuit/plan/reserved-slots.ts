/** Slot 0 is the invalid reading every unconnected port points at; slot 1 takes what nobody named. */
export const INVALID_SLOT = 0;
export const DISCARD_SLOT = 1;
/**
 * While slot 2 is not 0 no signal generator moves forward: so many ticks more, the present one included. A run writes it;
 * no component does.
 */
export const HOLD_SLOT = 2;
/** What a gate demands of signal generators: one of the numbers below. A run writes it; no component does. */
export const GATE_SLOT = 3;
export const GATE_OPEN = 0;
/** Nothing moves forward. */
export const GATE_HOLD = 1;
/** Everything moves back, whatever its ports say; a reset wins. */
export const GATE_BACKWARD = 2;
export const GATE_RESET = 3;
