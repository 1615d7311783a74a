import type { PrometheusApi } from '../prometheus/api.ts';
import type { Seconds } from '../text/duration.ts';
import type { Moment } from '../text/time.ts';

const DAY: Seconds = 86_400;
const POINTS = 1440;

/** How far before a moment to look: a day at most, and a day where nothing is said. */
export const lookBack = (span: Seconds = DAY): Seconds => Math.min(span, DAY);

/** The valid values of a query over the span before `at`, ascending; none where it is not one series. */
export async function readPast(
  query: string,
  { api, at, interval, span }: { api: PrometheusApi; at: Moment; interval: Seconds; span?: Seconds },
): Promise<Float64Array> {
  const length = lookBack(span);
  const step = Math.max(1, Math.ceil(Math.max(interval, length / POINTS)));
  const series = await api.range(query, { start: at - length, end: at, step });
  const values = series.length === 1 ? series[0]!.values : new Float64Array();
  return values.filter((value) => value === value).sort();
}

/** The smallest value that at least this share of the values does not exceed; NaN of none. */
export const quantile = (ascending: Float64Array, share: number): number =>
  ascending[Math.max(0, Math.ceil(share * ascending.length) - 1)] ?? Number.NaN;
