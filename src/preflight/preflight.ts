import { type Diagnostic, diagnostic, type Place, RolloutError } from '../errors/rollout-error.ts';
import type { Answer } from '../prometheus/api/answer.ts';
import type { PrometheusApi } from '../prometheus/api.ts';
import { toDiagnostic } from '../prometheus/missing-reason.ts';
import type { Driver } from '../rollout/drivers.ts';
import { formatGo } from '../text/duration.ts';
import { lookBack, type PastSpan, readPast } from './past.ts';
import { type PreflightRow, preflightRow, resultOf } from './row.ts';
import { shortWindows } from './short-windows.ts';
import { thresholdWarnings } from './threshold-warnings.ts';

/** `at` is the moment that counts as now; `span` is how far before it to look, a day at most. */
export interface PreflightOptions extends PastSpan {
  readonly api: PrometheusApi;
  readonly drivers: readonly Driver[];
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

const REJECTED = new Set(['PROM_QUERY', 'PROM_QUERY_LIMIT']);

/**
 * Runs every query once, and over the span before. Queries that fail are diagnostics; throws PROM_* where the
 * server itself fails.
 */
export async function preflight(options: PreflightOptions): Promise<Preflight> {
  const checks = await Promise.all(
    options.drivers.map((driver) => {
      const place = options.placeOf?.(driver) ?? {};
      return check(driver, place, options).catch((problem) => rejected(driver, place, problem));
    }),
  );
  return { rows: checks.map(({ row }) => row), diagnostics: checks.flatMap(({ faults }) => faults) };
}

async function check(driver: Driver, place: Place, options: PreflightOptions): Promise<Checked> {
  const { api, at, span } = options;
  const { signal, query_string: query } = driver;
  const [answer, past, windows] = await Promise.all([
    api.instant(query, at),
    readPast(api, query, options),
    shortWindows(api, query, at),
  ]);
  const faults = [
    ...missingFaults({ signal, query, place }, answer, options.missing),
    ...windows.map(({ selector, window, scrape }) =>
      diagnostic('PROM_WINDOW', { signal, selector, window: formatGo(window), scrape }, place),
    ),
    ...thresholdWarnings(driver, { values: past, span: lookBack(span) }, place),
  ];
  const result = resultOf(driver, answer, faults);
  return { row: preflightRow(driver, { now: answer.value, past, result }), faults };
}

interface Subject {
  readonly signal: string;
  readonly query: string;
  readonly place: Place;
}

/**
 * Why a query has no value now. No series and NaN may be over by the time of a run, hence their severity is a
 * parameter.
 */
function missingFaults(
  { place, ...params }: Subject,
  { missing }: Answer,
  severity: 'error' | 'warning',
): Diagnostic[] {
  const fault = missing && toDiagnostic(missing, params, place);
  if (!fault) return [];
  const mayPass = missing.kind === 'no_series' || missing.kind === 'nan';
  return [mayPass ? { ...fault, severity } : fault];
}

/** A query that the server rejects; throws any other problem. */
function rejected(driver: Driver, { at, path }: Place, problem: unknown): Checked {
  const first = problem instanceof RolloutError ? problem.diagnostics[0] : undefined;
  if (!first || !REJECTED.has(first.code)) throw problem;
  const place = at ? { file: at.file, line: at.line, column: at.column } : {};
  const outcome = { now: Number.NaN, past: new Float64Array(), result: 'rejected by the server' };
  return { row: preflightRow(driver, outcome), faults: [{ ...first, ...place, path: path ?? null }] };
}
