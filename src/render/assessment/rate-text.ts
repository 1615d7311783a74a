import type { Rate } from '../../judge/assessment.ts';

/** Larger shares are said out of a hundred. */
const MAX_ODDS = 0.2;

/** A share between 0 and 1 as odds: `1 in 84`, `31 in 100`; neither none nor all of them where it is only close to it. */
export function oddsText(share: number): string {
  if (share > 0 && share <= MAX_ODDS) return `1 in ${Math.round(1 / share).toLocaleString('en-US')}`;
  return `${ofHundred(share)} in 100`;
}

/** So many of a hundred, rounded; 0 and 100 are exact. */
export function ofHundred(share: number): number {
  if (share === 0 || share === 1) return share * 100;
  return Math.min(99, Math.max(1, Math.round(share * 100)));
}

/** A 95 % interval as odds, its larger end first: `between 1 in 7 and 1 in 1,000`; empty where there is none. */
export function oddsBetween({ interval }: Pick<Rate, 'interval'>): string {
  if (interval === null) return '';
  const [low, high] = interval;
  if (low === 0) return `at most ${oddsText(high)}`;
  if (high === 1) return `at least ${oddsText(low)}`;
  return `between ${oddsText(high)} and ${oddsText(low)}`;
}
