import type { ComparisonVerdict, Difference } from '../comparison.ts';

type Judged = Pick<Difference, 'verdict_interval'>;

/**
 * What B is against A, from the differences of false alarms (less is better) and of what is caught (more is better), A less B.
 * `margin` is the difference of shares that does not matter.
 */
export function comparisonVerdict(
  falseAlarms: Judged,
  caught: readonly Judged[],
  margin: number,
): ComparisonVerdict {
  const gains = [gainOf(falseAlarms, 1), ...caught.map((one) => gainOf(one, -1))];
  const isBetter = gains.some((gain) => gain && gain[0] > 0);
  const isWorse = gains.some((gain) => gain && gain[1] < 0);
  if (isBetter && isWorse) return 'mixed';
  if (isBetter) return 'better';
  if (isWorse) return 'worse';
  const isWithin = gains.every((gain) => gain && gain[0] >= -margin && gain[1] <= margin);
  return isWithin ? 'no difference' : 'cannot tell';
}

/** By how much B is better. */
function gainOf({ verdict_interval }: Judged, sign: 1 | -1): readonly [number, number] | null {
  if (!verdict_interval) return null;
  const [low, high] = verdict_interval;
  return sign === 1 ? [low, high] : [-high, -low];
}
