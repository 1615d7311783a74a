/** Less than any digit that is kept, more than what floating point adds. */
const TOLERANCE = 1e-9;

/** A percentage with so many decimals: never more than it was, and within 0 to 100. */
export function roundDown(percentage: number, decimals: number): number {
  const scale = 10 ** decimals;
  const rounded = Math.floor(percentage * scale + TOLERANCE) / scale;
  return rounded >= 0 ? Math.min(100, rounded) : 0;
}

/** The key of a rollout file that says what a target can hold. */
export const decimalsSchema = {
  type: 'integer',
  minimum: 0,
  maximum: 6,
  description: 'Decimals of a percentage that the target can hold; more are rounded down.',
};
