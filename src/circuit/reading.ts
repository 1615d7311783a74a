/**
 * A reading is a float; NaN is the one invalid reading, infinities are valid. Steps of a tick write
 * `Number.NaN`, which a compiler folds: a constant of another module would make it box the float beside it.
 */
export type Reading = number;

export const INVALID: Reading = Number.NaN;

/** Valid and not zero: what every condition tests. NaN and the zeros are false to JavaScript too. */
export const isTrue = (reading: Reading): boolean => Boolean(reading);

export const isInvalid = (reading: Reading): boolean => Number.isNaN(reading);

/** Kleene's not: invalid stays invalid. */
export function not(reading: Reading): Reading {
  if (reading) return 0;
  if (reading === 0) return 1;
  return Number.NaN;
}

/**
 * The inputs of a logical kind that decided its output. For or (`decidedBy` true) the true ones, or all when
 * none is true; for and (`decidedBy` false) those that are not true, or all when every one is.
 */
export function deciding<P extends { readonly reading: Reading }>(
  ports: readonly P[],
  output: Reading,
  decidedBy: boolean,
): P[] {
  if (isTrue(output) !== decidedBy) return [...ports];
  return ports.filter((port) => isTrue(port.reading) === decidedBy);
}
