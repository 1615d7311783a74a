/**
 * The order statistic ceil(q N) of all values, q in hundredths; what never happened is infinite. Null where it is infinite, or
 * where there is no value.
 */
export function orderStatistic(values: readonly number[], percent: number): number | null {
  const [found = Number.POSITIVE_INFINITY] = orderStatistics(values, [percent]);
  return Number.isFinite(found) ? found : null;
}

/** The same for several at once, infinite where they are. */
export function orderStatistics(values: readonly number[], percents: readonly number[]): number[] {
  const sorted = Float64Array.from(values).sort();
  return percents.map(
    (percent) => sorted[Math.ceil((percent * sorted.length) / 100) - 1] ?? Number.POSITIVE_INFINITY,
  );
}
