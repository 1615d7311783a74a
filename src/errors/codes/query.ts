import { error, warning } from '../define.ts';

/**
 * The values of queries: none or several at a moment, gaps in a history, thresholds that the values
 * contradict.
 */
export const queryCodes = {
  PROM_NO_SERIES: error<{ signal: string; query: string }>(4, {
    text: (p) => `${p.signal}: the query returns nothing: ${p.query}`,
    hint: () => 'check the metric and its labels; where nothing means zero, end the query with: or vector(0)',
  }),
  PROM_MANY_SERIES: error<{ signal: string; query: string; count: number; labels: string }>(4, {
    text: (p) =>
      `${p.signal}: the query returns ${p.count} series, it must give one: ${p.query}: ${p.labels}`,
    hint: () => 'aggregate them, as in sum(...), or name the labels of the one you mean',
  }),
  PROM_NAN: error<{ signal: string; query: string }>(4, {
    text: (p) => `${p.signal}: the query gives NaN: ${p.query}`,
    hint: () => 'most often 0 / 0: there is no traffic, or the window is shorter than two scrapes',
  }),
  PROM_HISTOGRAM: error<{ signal: string; query: string }>(4, {
    text: (p) => `${p.signal}: the query gives a native histogram, not a number: ${p.query}`,
    hint: () => 'put it in histogram_quantile(0.95, ...), histogram_avg(...) or histogram_fraction(...)',
  }),
  PROM_STRING: error<{ signal: string; query: string }>(4, {
    text: (p) => `${p.signal}: the query gives a text, not a number: ${p.query}`,
    hint: () => 'a query must give one number',
  }),
  PROM_RANGE_VECTOR: error<{ signal: string; query: string }>(4, {
    text: (p) => `${p.signal}: the query gives samples over time, not one number: ${p.query}`,
    hint: () => 'put it in rate(...), increase(...) or avg_over_time(...)',
  }),
  PROM_GAPS: warning<{
    signal: string;
    missing: number;
    of: number;
    from: string;
    to: string;
    duration: string;
    why: string;
  }>({
    text: (p) =>
      `${p.signal} had no value on ${p.missing} of ${p.of} evaluations, longest from ${p.from} to ${p.to} (${p.duration}): ${p.why}`,
    hint: () => 'an invalid reading makes every condition on it false',
  }),
  PROM_OPEN_LOOP: warning<Record<string, never>>({
    text: () =>
      'history is an open loop: it was made under another accept percentage than the one decided here',
    hint: () => 'metrics of the new version alone come nearest to what would have happened',
  }),
  PROM_WINDOW: warning<{ signal: string; window: string; selector: string; scrape: string }>({
    text: (p) =>
      `${p.signal}: the window [${p.window}] of ${p.selector} is under two scrapes, which come every ${p.scrape}`,
    hint: () =>
      'rate and increase need two samples in every window; take at least twice, better four times the scrape interval',
  }),
  PROM_IMPLAUSIBLE: warning<{ signal: string; direction: string; threshold: string; median: string }>({
    text: (p) =>
      `${p.signal}: the ${p.direction} threshold ${p.threshold} is far from its median ${p.median}`,
    hint: () =>
      'are both in the same unit? seconds and milliseconds differ by 1000, ratios and percentages by 100',
  }),
  PROM_NEVER: warning<{ signal: string; comparison: string; direction: string; span: string }>({
    text: (p) => `${p.signal}: ${p.direction} (${p.comparison}) did not hold once in ${p.span}`,
    hint: () => 'a ramp whose forward criterion never holds does not move',
  }),
};
