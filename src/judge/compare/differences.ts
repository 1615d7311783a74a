import type { Ticks } from '../../text/duration.ts';
import type { Difference } from '../comparison.ts';
import { meanInterval } from '../statistics/bootstrap.ts';
import { orderStatistic } from '../statistics/order.ts';
import { shareDifference } from '../statistics/paired.ts';
import type { Terms } from '../statistics/rate.ts';
import { rounded } from '../statistics/rounded.ts';
import type { Interval } from '../statistics/wilson.ts';
import type { Values } from './pairs.ts';

/** Both intervals that a verdict rests on hold at once with 95 %. */
export const VERDICT_LEVEL = 0.975;

const SEED = 1;

export interface DifferenceTerms extends Terms {
  /** Ticks from one start to the next. */
  readonly every: Ticks;
}

/** Of shares. */
export function ofShares(values: readonly Values<boolean>[], terms: Terms): Difference {
  const found = shareDifference(sampleOf(values), terms);
  return found ? { value: rounded(found.value), interval: roundedInterval(found.interval) } : NOTHING;
}

/** Of shares that a verdict rests on; `level` is that of its interval. */
export const ofJudgedShares = (
  values: readonly Values<boolean>[],
  terms: Terms,
  level = VERDICT_LEVEL,
): Difference => ({
  ...ofShares(values, terms),
  verdict_interval: ofShares(values, { ...terms, level }).interval,
});

/** Of means, by blocks of two horizons. */
export function ofMeans(values: readonly Values<number>[], terms: DifferenceTerms): Difference {
  if (values.length === 0) return NOTHING;
  const differences = values.map(({ a, b }) => a - b);
  const mean = differences.reduce((sum, one) => sum + one, 0) / differences.length;
  const block = Math.max(1, Math.ceil((2 * terms.horizon) / terms.every));
  const interval = terms.isMemoryLong ? null : meanInterval(differences, block, SEED);
  return { value: rounded(mean), interval: roundedInterval(interval) };
}

/** Of times: the median of those pairs in which both came; what never came is infinite. */
export function ofTimes(values: readonly Values<number>[]): Difference {
  if (values.length === 0) return NOTHING;
  const both = values.filter(({ a, b }) => Number.isFinite(a) && Number.isFinite(b));
  const median = orderStatistic(
    both.map(({ a, b }) => a - b),
    50,
  );
  const share = (isMeant: (one: Values<number>) => boolean): number =>
    rounded(values.filter(isMeant).length / values.length);
  return {
    value: median === null ? null : rounded(median),
    interval: null,
    never: {
      a: share(({ a, b }) => !Number.isFinite(a) && Number.isFinite(b)),
      b: share(({ a, b }) => Number.isFinite(a) && !Number.isFinite(b)),
      both: share(({ a, b }) => !(Number.isFinite(a) || Number.isFinite(b))),
    },
  };
}

const NOTHING: Difference = { value: null, interval: null };

const sampleOf = (values: readonly Values<boolean>[]) => ({
  starts: values.map(({ start }) => start),
  ends: values.map(({ end }) => end),
  a: values.map(({ a }) => a),
  b: values.map(({ b }) => b),
});

const roundedInterval = (interval: Interval | null): Interval | null =>
  interval && [rounded(interval[0]), rounded(interval[1])];
