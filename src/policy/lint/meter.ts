const LABELS = String.raw`\{[^{}]*\}\[\w+\]`;
const AVERAGE = new RegExp(
  String.raw`^sum\((increase|rate)\(flux_meter_sum${LABELS}\)\)/sum\(\1\(flux_meter_count${LABELS}\)\)$`,
);
const PERCENTILE = new RegExp(
  String.raw`^histogram_quantile\([\d.e-]+, sum\(rate\(flux_meter_bucket${LABELS}\)\) by \(le\)\)$`,
);

/** Whether a query is one that the latency drivers write: right by construction, and never negative. */
export const isMeterQuery = (query: string): boolean => AVERAGE.test(query) || PERCENTILE.test(query);
