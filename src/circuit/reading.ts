/** A reading is a float; NaN is the one invalid reading, infinities are valid. */
export type Reading = number;

export const INVALID: Reading = Number.NaN;

/** Valid and not zero: what every condition of the language tests. */
export const isTrue = (reading: Reading): boolean => !Number.isNaN(reading) && reading !== 0;

export const isInvalid = (reading: Reading): boolean => Number.isNaN(reading);

/** Kleene's not: invalid stays invalid. */
export const not = (reading: Reading): Reading => (isInvalid(reading) ? INVALID : reading === 0 ? 1 : 0);

/**
 * The inputs of a logical kind that settled its output: for or the true ones, or all when none is true;
 * for and (`settledBy` false) those that are not true, or all when every one is.
 */
export function deciding<P extends { readonly reading: Reading }>(ports: readonly P[], output: Reading, settledBy: boolean): P[] {
  return isTrue(output) === settledBy ? ports.filter((port) => isTrue(port.reading) === settledBy) : [...ports];
}
