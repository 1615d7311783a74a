import { type Diagnostic, diagnostic, type Place, RolloutError } from '../errors/rollout-error.ts';
import type { Answer } from '../prometheus/api/answer.ts';
import type { PrometheusApi } from '../prometheus/api.ts';
import { toDiagnostic } from '../prometheus/missing-reason.ts';
import type { Driver } from '../rollout/drivers.ts';
import { formatGo, type Seconds } from '../text/duration.ts';
import type { Moment } from '../text/time.ts';
import { doubt } from './doubt.ts';
import { lookBack, readPast } from './past.ts';
import { type PreflightRow, preflightRow, verdictOf } from './row.ts';
import { shortWindows } from './scrape.ts';

export interface PreflightOptions {
  readonly api: PrometheusApi;
  readonly drivers: readonly Driver[];
  readonly interval: Seconds;
  /** The moment that counts as now, and how far before it to look: a day at most. */
  readonly at: Moment;
  readonly span?: Seconds;
  /** How bad it is that a query has no value now: an error in a check, a warning before a run. */
  readonly missing: 'error' | 'warning';
  readonly placeOf?: (driver: Driver) => Place;
}

export interface Preflight {
  readonly rows: readonly PreflightRow[];
  readonly diagnostics: readonly Diagnostic[];
}

interface Checked {
  readonly row: PreflightRow;
  readonly found: readonly Diagnostic[];
}

const REJECTED = new Set(['PROM_QUERY', 'PROM_QUERY_LIMIT']);

/** Runs every query once, and over the last day. Throws where the server itself fails; queries that do are diagnostics. */
export async function preflight(options: PreflightOptions): Promise<Preflight> {
  const checks = await Promise.all(
    options.drivers.map((driver) => {
      const place = options.placeOf?.(driver) ?? {};
      return check(driver, place, options).catch((problem) => rejected(driver, place, problem));
    }),
  );
  return { rows: checks.map(({ row }) => row), diagnostics: checks.flatMap(({ found }) => found) };
}

async function check(driver: Driver, place: Place, options: PreflightOptions): Promise<Checked> {
  const { signal, query_string } = driver;
  const [answer, past, windows] = await Promise.all([
    options.api.instant(query_string, options.at),
    readPast(query_string, options),
    shortWindows(options.api, query_string, options.at),
  ]);
  const found = [
    ...missingFault(driver, answer, options.missing, place),
    ...windows.map(({ selector, window, scrape }) =>
      diagnostic('PROM_WINDOW', { signal, selector, window: formatGo(window), scrape }, place),
    ),
    ...doubt(driver, past, lookBack(options.span), place),
  ];
  return { row: preflightRow(driver, answer.value, past, verdictOf(driver, answer, found)), found };
}

/** A query the server does not take; any other problem is thrown on. */
function rejected(driver: Driver, { at, path }: Place, problem: unknown): Checked {
  const first = problem instanceof RolloutError ? problem.diagnostics[0] : undefined;
  if (!first || !REJECTED.has(first.code)) throw problem;
  const place = at ? { file: at.file, line: at.line, column: at.column } : {};
  return {
    row: preflightRow(driver, Number.NaN, new Float64Array(), 'rejected by the server'),
    found: [{ ...first, ...place, path: path ?? null }],
  };
}

function missingFault(
  { signal, query_string }: Driver,
  { missing }: Answer,
  severity: 'error' | 'warning',
  place: Place,
): Diagnostic[] {
  const fault = missing && toDiagnostic(missing, { signal, query: query_string }, place);
  if (!fault) return [];
  const mayCome = missing.kind === 'no_series' || missing.kind === 'nan';
  return [mayCome ? { ...fault, severity } : fault];
}
