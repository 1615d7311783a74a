/** The greatest common divisor of two whole numbers, not both 0. */
export function greatestDivisor(a: number, b: number): number {
  let [larger, smaller] = [a, b];
  while (smaller > 0) [larger, smaller] = [smaller, larger % smaller];
  return larger;
}

/** The least common multiple of two whole numbers above 0. */
export const leastMultiple = (a: number, b: number): number => (a / greatestDivisor(a, b)) * b;
