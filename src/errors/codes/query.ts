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
    hint: () => 'leave out the quotes around the query: a quoted text is a query that gives itself',
  }),
  PROM_RANGE_VECTOR: error<{ signal: string; query: string }>(4, {
    text: (p) => `${p.signal}: the query gives samples over time, not one number: ${p.query}`,
    hint: () => 'put it in rate(...), increase(...) or avg_over_time(...)',
  }),
  PROM_TIME: error<{ signal: string; query: string; asked: string; got: string }>(4, {
    text: (p) => `${p.signal}: the answer was asked for ${p.asked} and is of ${p.got}: ${p.query}`,
    hint: () => 'a cache before the server gives old answers; bypass it, or turn its caching of queries off',
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
  PROM_SEVERAL: warning<{
    signal: string;
    query: string;
    count: number;
    labels: string;
    points: number;
    of: number;
    from: string;
    to: string;
    duration: string;
  }>({
    text: (p) =>
      `${p.signal}: the query returned several series at ${p.points} of ${p.of} moments, longest from ${p.from} to ${p.to} (${p.duration}): ${p.count}: ${p.labels}`,
    hint: () =>
      'such a reading is invalid; aggregate them, as in sum(...), or name the labels of the one you mean',
  }),
  PROM_INFINITE: warning<{
    signal: string;
    query: string;
    points: number;
    of: number;
    now: string | undefined;
  }>({
    text: (p) =>
      `${p.signal}: the query gives an infinity${p.now === undefined ? '' : ` (${p.now} now)`} at ${p.points} of ${p.of} moments: ${p.query}`,
    hint: () =>
      'most often a division by zero, or a quantile in the last bucket; an infinity meets criteria as a number does',
  }),
  PROM_SPARSE: error<{
    signal: string;
    selector: string;
    interval: string;
    age: string | undefined;
    window: string;
  }>(4, {
    text: (p) =>
      `${p.signal}: samples of ${p.selector} come every ${p.interval}, and a query finds none older than 5 min${p.age === undefined ? '' : `; the last one is ${p.age} old`}`,
    hint: (p) => `write last_over_time(${p.selector}[${p.window}])`,
  }),
  PROM_PARITY: warning<{
    signal: string;
    at: string;
    instant: string;
    range: string;
    differing: number;
    of: number;
  }>({
    text: (p) =>
      `${p.signal}: at ${p.at} the server gives ${p.instant} to an instant query and ${p.range} in a range; ${p.differing} of ${p.of} moments differ`,
    hint: () =>
      'history is read in ranges, a live run in instants: VictoriaMetrics on irregular samples, a cache or downsampling before the server, and @ start() or @ end() make them differ',
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
  PROM_NEVER: warning<{ signal: string; comparison: string; direction: string; span: string; step: string }>({
    text: (p) =>
      `${p.signal}: ${p.direction} (${p.comparison}) did not hold once in ${p.span}, looked at every ${p.step}`,
    hint: () => 'a ramp whose forward criterion never holds does not move',
  }),
};
