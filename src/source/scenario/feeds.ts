import { type Diagnostic, diagnostic } from '../../errors/rollout-error.ts';
import { parseDuration, type Seconds } from '../../text/duration.ts';
import { parseNumber } from '../../text/number.ts';
import { toPointer } from '../../text/pointer.ts';
import { isFault, parseSeries } from '../../text/series.ts';
import { suggest } from '../../text/suggest.ts';
import type { SourceQuery } from '../source.ts';
import type { ScenarioDocument } from './document.ts';
import { type Measure, parseMeasure } from './service.ts';
import type { ScenarioSetting } from './setting.ts';

/** Where the readings of one query come from: a measure of the service, a series by evaluation, or one number throughout. */
export type Feed =
  | { readonly constant: number }
  | { readonly measure: Measure; readonly window: Seconds }
  | { readonly series: readonly number[] };

/** Finds where each query reads from; says what is missing. */
export function feedOf(
  query: SourceQuery,
  document: ScenarioDocument,
  setting: ScenarioSetting,
  diagnostics: Diagnostic[],
): Feed | undefined {
  const given = document.signals?.[query.signal];
  const window = windowOf(query.query_string) ?? query.every * setting.interval;
  const place = setting.placeOf(toPointer(['signals', query.signal]));
  if (given === undefined) {
    const meaning = meaningOf(query.query_string);
    if (meaning) return { measure: meaning, window };
    const params = { signal: query.signal, query: query.query_string, scenario: setting.name };
    diagnostics.push(diagnostic('SCENARIO_SIGNAL_MISSING', params, setting.placeOf('/signals')));
    return undefined;
  }
  if (typeof given === 'number') return { constant: given };
  if (typeof given !== 'string') return { series: given.map((reading) => reading ?? Number.NaN) };
  const asMeasure = parseMeasure(given.trim());
  if (asMeasure) return { measure: asMeasure, window };
  const constant = parseNumber(given.trim());
  if (constant !== undefined) return { constant };
  const series = parseSeries(given);
  if (!isFault(series)) return { series };
  diagnostics.push(diagnostic('SCENARIO_SERIES', { signal: query.signal, word: series.word }, place));
  return undefined;
}

/** What a latency driver's own query asks for: a flux meter's mean, or a percentile of its histogram. */
function meaningOf(query: string): Measure | undefined {
  if (!query.includes('flux_meter_name=')) return undefined;
  const percentile = /^\s*histogram_quantile\(\s*([\d.eE+-]+)/.exec(query);
  if (percentile)
    return { of: 'percentile', below: Math.min(0.999999, Math.max(1e-6, Number(percentile[1]))) };
  return query.includes('flux_meter_sum') ? { of: 'mean' } : undefined;
}

/** The first range window of a query, in seconds: how many requests a reading looks at. */
function windowOf(query: string): Seconds | undefined {
  const window = /\[([^\][:]+)[\]:]/.exec(query.replace(/"(?:[^"\\]|\\.)*"/g, '""'));
  return window ? parseDuration(window[1]!.trim()) : undefined;
}

/** Every name under `signals` must be fed by a query. */
export function checkNames(
  document: ScenarioDocument,
  setting: ScenarioSetting,
  diagnostics: Diagnostic[],
): void {
  const known = setting.queries.map((query) => query.signal);
  for (const signal of Object.keys(document.signals ?? {})) {
    if (known.includes(signal)) continue;
    const params = { signal, suggestion: suggest(signal, known), known: known.join(', ') };
    diagnostics.push(
      diagnostic('SCENARIO_SIGNAL_UNKNOWN', params, setting.placeOf(toPointer(['signals', signal]))),
    );
  }
}
