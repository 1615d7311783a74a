import { promql } from '../../circuit/kinds/promql.ts';
import type { Plan, Query } from '../../circuit/plan.ts';
import { type Diagnostic, diagnostic, type Place } from '../../errors/rollout-error.ts';
import { namedMeasure } from '../../rollout/measure.ts';
import { formatSpoken } from '../../text/duration.ts';
import { formatNumber } from '../../text/number.ts';
import { toPointer } from '../../text/pointer.ts';
import { rangeTimeIn, windowsOf } from '../../text/promql/facts.ts';
import { pinpoint } from '../../text/promql/pinpoint.ts';
import type { PromqlFault } from '../../text/promql.ts';
import { isMeterQuery, readMeterQuery } from '../meter-query.ts';

const CODES = { syntax: 'PROMQL_SYNTAX', function: 'PROMQL_FUNCTION', newer: 'PROMQL_NEWER' } as const;
const MAX_CHARACTERS_BEFORE = 24;

/**
 * What is wrong with the queries themselves. The grammar is loaded only when a query was not written by
 * rollout.
 */
export async function lintQueries(plan: Plan, placeOf: (pointer: string) => Place): Promise<Diagnostic[]> {
  const own = plan.queries.filter((query) => !isMeterQuery(query.query_string));
  const windows = plan.queries.flatMap((query) => [
    ...lintPercentile(query, placeOf),
    ...lintWindow(query, plan, placeOf),
  ]);
  if (own.length === 0) return windows;
  const { loadPromql } = await import('../../text/promql.ts');
  const check = await loadPromql();
  const faults = own.flatMap((query) =>
    check(query.query_string).faults.map((fault) =>
      report(fault, query.query_string, placeOf(`${query.component.pointer}/query_string`)),
    ),
  );
  return [...faults, ...windows, ...rangeTimes('PROMQL_RANGE_TIME', plan, placeOf)];
}

/** The queries that history cannot answer: with `@ end()` or `@ start()` every reading is that of the edge of what is asked for. */
export const historyFaults = (plan: Plan, placeOf: (pointer: string) => Place): Diagnostic[] =>
  rangeTimes('SIMULATE_RANGE_TIME', plan, placeOf);

const rangeTimes = (
  code: 'PROMQL_RANGE_TIME' | 'SIMULATE_RANGE_TIME',
  plan: Plan,
  placeOf: (pointer: string) => Place,
): Diagnostic[] =>
  plan.queries.flatMap(({ signal, query_string, component }) => {
    const found = rangeTimeIn(query_string);
    if (!found) return [];
    const place = pinpoint(query_string, found.from, placeOf(`${component.pointer}/query_string`));
    return [diagnostic(code, { signal: namedMeasure(plan, signal), modifier: found.text }, place)];
  });

/** What is wrong with the queries of a circuit that cannot be compiled; it may have any shape. */
export async function queryFaults(
  circuit: unknown,
  placeOf: (pointer: string) => Place,
): Promise<Diagnostic[]> {
  const queries = [...queriesIn(circuit, '/circuit')].filter(([, query]) => !isMeterQuery(query));
  if (queries.length === 0) return [];
  const { loadPromql } = await import('../../text/promql.ts');
  const check = await loadPromql();
  const faults = queries.flatMap(([pointer, query]) =>
    check(query).faults.map((fault) => report(fault, query, placeOf(pointer))),
  );
  return faults.filter(({ severity }) => severity === 'error');
}

/** The text of every `promql.query_string`, by its pointer. */
function* queriesIn(value: unknown, pointer: string): Generator<readonly [string, string]> {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, entry] of Object.entries(value)) {
    const at = pointer + toPointer([key]);
    const query = (entry as { readonly query_string?: unknown } | null)?.query_string;
    if (key === promql.kind && typeof query === 'string') yield [`${at}/query_string`, query];
    else yield* queriesIn(entry, at);
  }
}

/** A quantile where a percentile belongs: 0.95 is one, and hardly ever meant. */
function lintPercentile(
  { query_string, component }: Query,
  placeOf: (pointer: string) => Place,
): Diagnostic[] {
  const percentile = readMeterQuery(query_string)?.percentile;
  if (percentile === undefined || percentile <= 0 || percentile >= 1) return [];
  const params = { percentile: formatNumber(percentile), likely: formatNumber(percentile * 100) };
  return [diagnostic('LINT_PERCENTILE', params, placeOf(`${component.pointer}/query_string`))];
}

function lintWindow(
  { query_string, every, signal, component }: Query,
  plan: Plan,
  placeOf: (pointer: string) => Place,
): Diagnostic[] {
  const shortest = Math.min(...windowsOf(query_string));
  const interval = every * plan.interval;
  if (!(shortest < 2 * interval)) return [];
  const params = {
    signal: namedMeasure(plan, signal),
    window: formatSpoken(shortest),
    every: formatSpoken(interval),
  };
  return [diagnostic('LINT_WINDOW', params, placeOf(`${component.pointer}/query_string`))];
}

function report({ kind, from, message, fix }: PromqlFault, query: string, place: Place): Diagnostic {
  const at = pinpoint(query, from, place);
  if (kind === 'series') return diagnostic('PROMQL_SERIES', { message, fix }, at);
  return diagnostic(CODES[kind], { message, near: near(query, from), fix }, at);
}

/** Where in the query, as text: its start, its end, or the character and the text before it. */
function near(query: string, from: number): string {
  if (from === 0) return 'its start';
  const before = query.slice(Math.max(0, from - MAX_CHARACTERS_BEFORE), from).replace(/\s+/g, ' ');
  const after = from > MAX_CHARACTERS_BEFORE ? `\`…${before}\`` : `\`${before}\``;
  if (from >= query.length) return `its end, after ${after}`;
  return `character ${from + 1}, after ${after}`;
}
