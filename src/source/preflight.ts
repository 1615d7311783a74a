import type { Criterion, Driver } from '../circuit/drivers.ts';
import type { Reading } from '../circuit/reading.ts';
import { type Diagnostic, diagnostic, type Place, RolloutError } from '../errors/rollout-error.ts';
import { formatGo, formatSpoken, type Seconds } from '../text/duration.ts';
import { formatNumber } from '../text/number.ts';
import type { Moment } from '../text/time.ts';
import { complain, inWords } from './absence.ts';
import type { Answer } from './answer.ts';
import type { PrometheusApi } from './api.ts';
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

/** What one query looks like; statistics are NaN where the span has no values. */
export interface PreflightRow {
  readonly signal: string;
  readonly query: string;
  readonly now: Reading;
  readonly min: Reading;
  readonly median: Reading;
  readonly p95: Reading;
  readonly max: Reading;
  /** `reset > 100`. */
  readonly thresholds: readonly string[];
  /** In a few words, starting with `ok` where nothing is wrong. */
  readonly verdict: string;
}

export interface Preflight {
  readonly rows: readonly PreflightRow[];
  readonly diagnostics: readonly Diagnostic[];
}

const DAY: Seconds = 86_400;
const POINTS = 1440;
const FAR = 200;
const REJECTED = new Set(['PROM_QUERY', 'PROM_QUERY_LIMIT']);

/** Runs every query once, and over the last day. Throws where the server itself fails; queries that do are diagnostics. */
export async function preflight(options: PreflightOptions): Promise<Preflight> {
  const checks = await Promise.all(options.drivers.map((driver) => check(driver, options)));
  return { rows: checks.map(({ row }) => row), diagnostics: checks.flatMap(({ found }) => found) };
}

async function check(
  driver: Driver,
  options: PreflightOptions,
): Promise<{ row: PreflightRow; found: Diagnostic[] }> {
  const place = options.placeOf?.(driver) ?? {};
  try {
    const [answer, past, windows] = await Promise.all([
      options.api.instant(driver.query_string, options.at),
      readPast(driver, options),
      shortWindows(options.api, driver.query_string, options.at),
    ]);
    const found = [
      ...missing(driver, answer, options.missing, place),
      ...windows.map(({ selector, window, scrape }) =>
        diagnostic(
          'PROM_WINDOW',
          { signal: driver.signal, selector, window: formatGo(window), scrape },
          place,
        ),
      ),
      ...doubt(driver, past, Math.min(options.span ?? DAY, DAY), place),
    ];
    return { row: rowOf(driver, answer, past, verdictOf(driver, answer, found)), found };
  } catch (problem) {
    const first = problem instanceof RolloutError ? problem.diagnostics[0] : undefined;
    if (!first || !REJECTED.has(first.code)) throw problem;
    const { at, path } = place;
    const found = {
      ...first,
      ...(at ? { file: at.file, line: at.line, column: at.column } : {}),
      path: path ?? null,
    };
    return {
      row: rowOf(driver, { value: Number.NaN }, new Float64Array(), 'rejected by the server'),
      found: [found],
    };
  }
}

/** The valid values of the span, ascending; none where the query is not one series. */
async function readPast(
  { query_string }: Driver,
  { api, at, interval, span: given = DAY }: PreflightOptions,
): Promise<Float64Array> {
  const span = Math.min(given, DAY);
  const step = Math.max(1, Math.ceil(Math.max(interval, span / POINTS)));
  const series = await api.range(query_string, at - span, at, step);
  const values = series.length === 1 ? series[0]!.values : new Float64Array();
  return values.filter((value) => value === value).sort();
}

function missing(
  { signal, query_string }: Driver,
  { absence }: Answer,
  severity: 'error' | 'warning',
  place: Place,
): Diagnostic[] {
  const complaint = absence && complain(absence, signal, query_string, place);
  if (!complaint) return [];
  const mayCome = absence.kind === 'no_series' || absence.kind === 'nan';
  return [mayCome ? { ...complaint, severity } : complaint];
}

/** Criteria on the query itself that can hardly be meant as they are. */
function doubt(driver: Driver, past: Float64Array, span: Seconds, place: Place): Diagnostic[] {
  const { signal } = driver;
  if (past.length === 0) return [];
  const [least, most] = [Math.abs(past[0]!), Math.abs(past.at(-1)!)];
  return direct(driver).flatMap((criterion) => {
    const { effect, threshold } = criterion;
    const size = Math.abs(threshold);
    const isFar =
      size > 0 && most > 0 && (size / Math.max(least, most) >= FAR || Math.min(least, most) / size >= FAR);
    if (isFar) {
      const params = {
        signal,
        effect,
        threshold: formatNumber(threshold),
        median: formatNumber(quantile(past, 0.5)),
      };
      return [diagnostic('PROM_IMPLAUSIBLE', params, place)];
    }
    const isDead = effect === 'forward' && !past.some((value) => holds(criterion, value));
    return isDead
      ? [
          diagnostic(
            'PROM_NEVER',
            { signal, effect, comparison: comparison(criterion), span: formatSpoken(span) },
            place,
          ),
        ]
      : [];
  });
}

interface DirectCriterion extends Criterion {
  readonly threshold: number;
}

const direct = ({ criteria, signal }: Driver): DirectCriterion[] =>
  criteria.filter(
    (c): c is DirectCriterion =>
      c.lhs === signal && c.threshold !== undefined && Number.isFinite(c.threshold),
  );

const OPERATORS = {
  gt: ['>', (a: number, b: number) => a > b],
  lt: ['<', (a: number, b: number) => a < b],
  gte: ['>=', (a: number, b: number) => a >= b],
  lte: ['<=', (a: number, b: number) => a <= b],
  eq: ['==', (a: number, b: number) => a === b],
  neq: ['!=', (a: number, b: number) => a !== b],
} as const;

const holds = ({ operator, threshold }: DirectCriterion, value: Reading): boolean =>
  OPERATORS[operator][1](value, threshold);

const comparison = ({ operator, threshold, rhs }: Criterion): string =>
  `${OPERATORS[operator][0]} ${threshold === undefined ? (rhs ?? '?') : formatNumber(threshold)}`;

const thresholdText = (criterion: Criterion, signal: string): string =>
  `${criterion.effect} ${criterion.lhs === signal ? '' : `${criterion.lhs} `}${comparison(criterion)}`;

const VERDICTS: Readonly<Record<string, string>> = {
  PROM_WINDOW: 'window too short',
  PROM_IMPLAUSIBLE: 'check the unit',
  PROM_NEVER: 'forward never held',
};

function verdictOf(driver: Driver, { value, absence }: Answer, found: readonly Diagnostic[]): string {
  const nothing =
    absence?.kind === 'many_series'
      ? `${absence.count} series, not one`
      : absence && inWords(absence).replace(/^the query /, '');
  const doubts = [...new Set([nothing ?? '', ...found.map(({ code }) => VERDICTS[code] ?? '')])].filter(
    (text) => text !== '',
  );
  if (doubts.length > 0) return doubts.join(', ');
  const now = direct(driver)
    .filter((criterion) => holds(criterion, value))
    .map(({ effect }) => effect);
  return now.length > 0 ? `ok, ${now.join(' and ')} now` : 'ok';
}

function rowOf(driver: Driver, { value: now }: Answer, past: Float64Array, verdict: string): PreflightRow {
  const { signal, query_string: query, criteria } = driver;
  const [min, median, p95, max] = [0, 0.5, 0.95, 1].map((q) => quantile(past, q)) as [
    number,
    number,
    number,
    number,
  ];
  return {
    signal,
    query,
    now,
    min,
    median,
    p95,
    max,
    thresholds: criteria.map((c) => thresholdText(c, signal)),
    verdict,
  };
}

/** The smallest value that at least this share of the values does not exceed; NaN of none. */
function quantile(ascending: Float64Array, share: number): number {
  return ascending[Math.max(0, Math.ceil(share * ascending.length) - 1)] ?? Number.NaN;
}
