/** Slot 0 is the invalid reading every unconnected port points at; slot 1 takes what nobody named. */
export const INVALID_SLOT = 0;
export const DISCARD_SLOT = 1;
/** For so many ticks more, the present one included, a gap keeps everything from moving forward. Only a run writes it. */
export const HOLD_SLOT = 2;
/** What a gap or a gate demands of signal generators: one of the numbers below. Only a run writes it. */
export const DEMAND_SLOT = 3;
export const DEMAND_NONE = 0;
/** Nothing moves forward. */
export const DEMAND_HOLD = 1;
/** Everything moves back, whatever its ports say; a reset wins. */
export const DEMAND_BACKWARD = 2;
export const DEMAND_RESET = 3;
