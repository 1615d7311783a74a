/**
 * A reading is a float; NaN is the one invalid reading, infinities are valid. Steps of a tick write `Number.NaN`, which a
 * compiler folds: a constant of another module would make it box the float beside it.
 */
export type Reading = number;

export const INVALID: Reading = Number.NaN;

/** Valid and not zero: what every condition of the language tests. NaN and the zeros are the numbers that are false to JavaScript too. */
export const isTrue = (reading: Reading): boolean => Boolean(reading);

export const isInvalid = (reading: Reading): boolean => Number.isNaN(reading);

/** Kleene's not: invalid stays invalid. */
export const not = (reading: Reading): Reading => (reading ? 0 : reading === 0 ? 1 : INVALID);

/**
 * The inputs of a logical kind that settled its output: for or the true ones, or all when none is true;
 * for and (`settledBy` false) those that are not true, or all when every one is.
 */
export function deciding<P extends { readonly reading: Reading }>(
  ports: readonly P[],
  output: Reading,
  settledBy: boolean,
): P[] {
  return isTrue(output) === settledBy
    ? ports.filter((port) => isTrue(port.reading) === settledBy)
    : [...ports];
}
