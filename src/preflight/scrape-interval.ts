import type { PrometheusApi } from '../prometheus/api.ts';
import type { Seconds } from '../text/duration.ts';
import type { Moment } from '../text/time.ts';

/** How often samples are taken, by habit. */
const USUAL: readonly Seconds[] = [
  1, 2, 5, 10, 15, 20, 30, 60, 90, 120, 300, 600, 900, 1200, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400,
];

/** Where samples of a selector are counted: over a span before a moment. */
export interface Counted {
  readonly selector: string;
  readonly at: Moment;
  readonly span: Seconds;
}

/** The mean distance of samples over the span; NaN without samples. */
export async function meanInterval(api: PrometheusApi, { selector, at, span }: Counted): Promise<Seconds> {
  const { value: samples } = await api.instant(`max(count_over_time(${selector}[${span}s]))`, at);
  return intervalOf(span, samples);
}

/** The distance of samples in the part of the span, `part` long and looked at every `step`, where they are densest. */
export async function densestInterval(
  api: PrometheusApi,
  { selector, at, span }: Counted,
  { part, step }: { readonly part: Seconds; readonly step: Seconds },
): Promise<Seconds> {
  const counts = `max_over_time(count_over_time(${selector}[${part}s])[${span}s:${step}s])`;
  const { value: samples } = await api.instant(`max(${counts})`, at);
  return intervalOf(part, samples);
}

/**
 * So many samples in a span are one more or less than their number of intervals: both ends may hold one (the
 * window of Prometheus 2 is closed). The usual interval that fits is likelier than the quotient.
 */
function intervalOf(span: Seconds, samples: number): Seconds {
  const quotient = span / samples;
  const fitting = USUAL.filter(
    (usual) => usual >= span / (samples + 1) && usual * Math.max(1, samples - 1) <= span,
  );
  const distance = (usual: Seconds) => Math.abs(usual - quotient);
  return fitting.sort((a, b) => distance(a) - distance(b))[0] ?? quotient;
}
