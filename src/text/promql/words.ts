const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/).filter(Boolean));

/** The functions of Prometheus 2.42. */
export const FUNCTIONS = words(`
  abs absent absent_over_time acos acosh asin asinh atan atanh avg_over_time ceil changes clamp clamp_max clamp_min cos cosh
  count_over_time day_of_month day_of_week day_of_year days_in_month deg delta deriv exp floor histogram_count
  histogram_fraction histogram_quantile histogram_sum hour idelta increase irate label_join label_replace last_over_time ln
  log10 log2 max_over_time min_over_time minute month pi predict_linear present_over_time quantile_over_time rad rate resets
  round scalar sgn sin sinh sort sort_desc sqrt stddev_over_time stdvar_over_time sum_over_time tan tanh time timestamp
  vector year holt_winters`);

/** Functions newer than 2.42, some of them experimental. */
export const NEWER_FUNCTIONS = words(`
  double_exponential_smoothing end first_over_time histogram_avg histogram_quantiles histogram_stddev histogram_stdvar info
  mad_over_time range sort_by_label sort_by_label_desc start start_timestamp step ts_of_first_over_time ts_of_last_over_time
  ts_of_max_over_time ts_of_min_over_time`);

/** Functions of 2.42 that have another name since Prometheus 3. */
export const RENAMED: Readonly<Record<string, string | undefined>> = {
  holt_winters: 'double_exponential_smoothing',
};

export const AGGREGATIONS = words(
  'avg bottomk count count_values group limit_ratio limitk max min quantile stddev stdvar sum topk',
);

/** Words that may stand before a bracket without being a function. */
export const KEYWORDS = words(
  'and atan2 bool by end fill fill_left fill_right group_left group_right ignoring max_of min_of offset on or range start step unless without',
);
