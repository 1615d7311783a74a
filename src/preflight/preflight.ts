import { type Diagnostic, diagnostic, type Place, RolloutError } from '../errors/rollout-error.ts';
import type { Answer } from '../prometheus/api/answer.ts';
import type { PrometheusApi } from '../prometheus/api.ts';
import type { Driver } from '../rollout/drivers.ts';
import { Chunk } from '../source/history/chunk.ts';
import { readSpan } from '../source/history/span.ts';
import { formatGo } from '../text/duration.ts';
import type { Moment } from '../text/time.ts';
import { missingFaults } from './missing-faults.ts';
import { parityFaults } from './parity.ts';
import { type Look, lookAt, momentOf, type Period } from './period.ts';
import { periodWarnings } from './period-warnings.ts';
import { countReadings, type Readings } from './readings.ts';
import { resultOf } from './result.ts';
import { type PreflightRow, preflightRow } from './row.ts';
import { shortWindows } from './short-windows.ts';
import { sparseFaults } from './sparse.ts';
import { thresholdWarnings } from './threshold-warnings.ts';

/** The last evaluation in `period` counts as now. */
export interface PreflightOptions {
  readonly api: PrometheusApi;
  readonly drivers: readonly Driver[];
  readonly period: Period;
  /** The severity of a query that has no value now: an error in a check, a warning before a run. */
  readonly missing: 'error' | 'warning';
  readonly placeOf?: (driver: Driver) => Place;
}

export interface Preflight {
  readonly rows: readonly PreflightRow[];
  readonly diagnostics: readonly Diagnostic[];
}

interface Checked {
  readonly row: PreflightRow;
  readonly faults: readonly Diagnostic[];
}

/** One query of the preflight and where to look. */
interface Subject {
  readonly driver: Driver;
  readonly look: Look;
  readonly place: Place;
}

const REJECTED = new Set(['PROM_QUERY', 'PROM_QUERY_LIMIT']);

/**
 * Runs every query at the last moment of a period, and over the whole of it. Queries that fail are
 * diagnostics; throws PROM_* where the server itself fails.
 */
export async function preflight(options: PreflightOptions): Promise<Preflight> {
  const checks = await Promise.all(
    options.drivers.map((driver) => {
      const place = options.placeOf?.(driver) ?? {};
      const subject = { driver, look: lookAt(options.period, driver), place };
      return check(subject, options).catch((problem) => rejected(subject, problem));
    }),
  );
  return { rows: checks.map(({ row }) => row), diagnostics: checks.flatMap(({ faults }) => faults) };
}

async function check(subject: Subject, { api, missing, period }: PreflightOptions): Promise<Checked> {
  const { driver, look, place } = subject;
  const { signal, query_string: query } = driver;
  const { span } = look;
  const at = momentOf(span, span.count - 1);
  const { last, chunk, windows } = await askAtOnce(api, look, at);
  const readings = countReadings(span, chunk);
  const answer = answerIn(period, last, readings);
  const { evaluations } = look;
  const settled = period.isSettled ? last.value : undefined;
  const [sparse, parity] = await Promise.all([
    hasNoSeries(readings) ? sparseFaults(api, { signal, query, at, place }) : [],
    isNumber(last) ? parityFaults(api, { signal, evaluations, last: settled, place }, readings) : [],
  ]);
  const faults = [
    ...missingFaults({ signal, query, place }, answer, { severity: missing, sparse }),
    ...windows.map(({ selector, window, scrape }) =>
      diagnostic('PROM_WINDOW', { signal, selector, window: formatGo(window), scrape }, place),
    ),
    ...periodWarnings({ signal, query, place }, answer, readings),
    ...parity,
    ...thresholdWarnings(driver, readings, place),
  ];
  const result = resultOf(driver, { answer, readings, faults });
  return { row: preflightRow(driver, { now: answer.value, look, readings, result }), faults };
}

/**
 * The last moment of a rehearsal is one of many: where others have a value, that it has none is a gap like any
 * other.
 */
function answerIn({ anchor }: Period, last: Answer, { ascending }: Readings): Answer {
  if (anchor === 'last' || ascending.length === 0) return last;
  return { value: last.value };
}

/** Whether there are points at which the query gave nothing at all. */
const hasNoSeries = ({ invalid, nan, several }: Readings): boolean => invalid.points > nan + several.points;

/** A text and a range vector are none at any moment, and a server refuses the range. */
const isNumber = ({ missing }: Answer): boolean =>
  missing?.kind !== 'string' && missing?.kind !== 'range_vector';

/** What does not depend on another answer. A server refuses the range of what is no number at any moment. */
async function askAtOnce(api: PrometheusApi, { span }: Look, at: Moment) {
  const { query_string: query } = span.query;
  const asked = [api.instant(query, at), readSpan(api, span), shortWindows(api, query, at)] as const;
  for (const one of asked) one.catch(() => {}); // thrown where the answer is needed
  const last = await asked[0];
  const chunk = isNumber(last) ? await asked[1] : new Chunk(span.count);
  return { last, chunk, windows: await asked[2] };
}

/** A query that the server rejects; throws any other problem. */
function rejected({ driver, look, place: { at, path } }: Subject, problem: unknown): Checked {
  const first = problem instanceof RolloutError ? problem.diagnostics[0] : undefined;
  if (!first || !REJECTED.has(first.code)) throw problem;
  const place = at ? { file: at.file, line: at.line, column: at.column } : {};
  const readings: Readings = countReadings(look.span, new Chunk(look.span.count));
  const outcome = { now: Number.NaN, look, readings, result: 'rejected by the server' };
  return { row: preflightRow(driver, outcome), faults: [{ ...first, ...place, path: path ?? null }] };
}
