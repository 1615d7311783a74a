import { dayBefore, lookAt } from '../../../preflight/period.ts';
import { countReadings, coverageOf } from '../../../preflight/readings.ts';
import type { PrometheusApi } from '../../../prometheus/api.ts';
import { type MissingReason, missingReasonText } from '../../../prometheus/missing-reason.ts';
import { readSpan } from '../../../source/history/span.ts';
import type { Moment } from '../../../text/time.ts';

/** What a query gave in the day before now. */
export interface Day {
  /** At equal distances, NaN where there was no value. */
  readonly values: Float64Array;
  readonly ascending: Float64Array;
  /** The share of the moments with a value. */
  readonly coverage: number;
  /** NaN without one. */
  readonly now: number;
  /** Why there is none now. */
  readonly missing: string | undefined;
}

/** Seconds between two moments that are looked at: 1,440 in a day. */
const STEP = 60;

/** Reads a query's last day. Throws PROM_*. */
export async function readDay(api: PrometheusApi, query_string: string, now: Moment): Promise<Day> {
  const { span } = lookAt(dayBefore(now, STEP), { signal: 'the query', query_string, every: 1 });
  const answer = await api.instant(query_string, now);
  const isNumber = !isNoNumber(answer.missing);
  const readings = isNumber ? countReadings(span, await readSpan(api, span)) : undefined;
  return {
    values: readings?.chunk.values ?? new Float64Array(0),
    ascending: readings?.ascending ?? new Float64Array(0),
    coverage: readings ? coverageOf(readings) : 0,
    now: answer.value,
    missing: answer.missing && missingReasonText(answer.missing),
  };
}

/** A text and a range vector are none at any moment, and a server refuses the range. */
const isNoNumber = (missing: MissingReason | undefined): boolean =>
  missing?.kind === 'string' || missing?.kind === 'range_vector';
