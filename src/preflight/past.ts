import type { PrometheusApi } from '../prometheus/api.ts';
import type { Seconds } from '../text/duration.ts';
import type { Moment } from '../text/time.ts';

/** How far back queries are tried at most. */
export const DAY: Seconds = 86_400;
const MAX_POINTS = 1440;

/** How far before a moment to look: a day at most, and a day where no span is given. */
export const lookBack = (span: Seconds = DAY): Seconds => Math.min(span, DAY);

/** A span of past values: before `at`, at most one value per tick. */
export interface PastSpan {
  readonly at: Moment;
  readonly interval: Seconds;
  readonly span?: Seconds;
}

/** The valid values of a query over the span before a moment, ascending; empty where it is not one series. */
export async function readPast(
  api: PrometheusApi,
  query: string,
  { at, interval, span }: PastSpan,
): Promise<Float64Array> {
  const length = lookBack(span);
  const step = Math.max(1, Math.ceil(Math.max(interval, length / MAX_POINTS)));
  const series = await api.range(query, { start: at - length, end: at, step });
  const values = series.length === 1 ? series[0]!.values : new Float64Array();
  return values.filter((value) => !Number.isNaN(value)).sort();
}

/** The smallest value that at least this share of the values does not exceed; NaN without values. */
export const quantile = (ascending: Float64Array, share: number): number =>
  ascending[Math.max(0, Math.ceil(share * ascending.length) - 1)] ?? Number.NaN;
