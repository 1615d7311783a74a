import { type Diagnostic, diagnostic, type Place } from '../errors/rollout-error.ts';
import { cut } from '../text/cut.ts';
import { formatMoment, type Moment } from '../text/time.ts';

/** The labels of one series. */
export type Metric = Readonly<Record<string, string>>;

/** Why a query gave no valid value at a moment. */
export type MissingReason =
  | { readonly kind: 'no_series' }
  | ManySeries
  | { readonly kind: 'nan' }
  | { readonly kind: 'histogram' }
  | { readonly kind: 'string' }
  | { readonly kind: 'range_vector' }
  | OtherTime
  | { readonly kind: 'failed'; readonly message: string };

/** A value of another time than the one it was asked for; NaN where it has none. */
interface OtherTime {
  readonly kind: 'other_time';
  readonly asked: Moment;
  readonly got: Moment;
}

interface ManySeries {
  readonly kind: 'many_series';
  readonly count: number;
  /** The label sets of the first few. */
  readonly labels: readonly string[];
}

const MAX_KEPT_LABELS = 10;
const MAX_LISTED_LABELS = 5;
const MAX_LABEL_CHARACTERS = 200;
const MAX_LABEL_SET_CHARACTERS = 1000;

/** The reason when an answer has several series instead of one. */
export const manySeries = (metrics: readonly Metric[]): ManySeries => ({
  kind: 'many_series',
  count: metrics.length,
  labels: metrics.slice(0, MAX_KEPT_LABELS).map(labelText),
});

/** The reason as text that follows "invalid:". */
export function missingReasonText(reason: MissingReason): string {
  switch (reason.kind) {
    case 'no_series':
      return 'the query returns no series';
    case 'many_series':
      return `the query returns ${reason.count} series instead of one: ${listLabels(reason)}`;
    case 'nan':
      return 'the query gives NaN';
    case 'histogram':
      return 'the query gives a native histogram, not a number';
    case 'string':
      return 'the query gives a text, not a number';
    case 'range_vector':
      return 'the query gives samples over time, not one number';
    case 'other_time':
      if (Number.isNaN(reason.got)) return 'the answer has no time';
      return `the answer is of ${formatMoment(reason.got)}, not of the time it was asked for`;
    case 'failed':
      return reason.message;
  }
}

/** The reason as a diagnostic with its fix; undefined for a failed request, which has its own error. */
export function toDiagnostic(
  reason: MissingReason,
  params: { readonly signal: string; readonly query: string },
  place?: Place,
): Diagnostic | undefined {
  switch (reason.kind) {
    case 'no_series':
      return diagnostic('PROM_NO_SERIES', params, place);
    case 'many_series': {
      const { count } = reason;
      return diagnostic('PROM_MANY_SERIES', { ...params, count, labels: listLabels(reason) }, place);
    }
    case 'nan':
      return diagnostic('PROM_NAN', params, place);
    case 'histogram':
      return diagnostic('PROM_HISTOGRAM', params, place);
    case 'string':
      return diagnostic('PROM_STRING', params, place);
    case 'range_vector':
      return diagnostic('PROM_RANGE_VECTOR', params, place);
    case 'other_time': {
      const [asked, got] = [formatMoment(reason.asked), formatMoment(reason.got)];
      return diagnostic('PROM_TIME', { ...params, asked, got }, place);
    }
    case 'failed':
      return undefined;
  }
}

/** The labels of the first few series, and how many more there are. */
export function listLabels({ labels, count }: ManySeries): string {
  const listed = labels.slice(0, MAX_LISTED_LABELS).join(', ');
  if (count <= MAX_LISTED_LABELS) return listed;
  return `${listed} and ${count - MAX_LISTED_LABELS} more`;
}

/** Whatever the server gives for a label. */
const startOf = (value: unknown): string => cut(String(value), MAX_LABEL_CHARACTERS);

/** Written once: a series is named at each of its moments, and may have thousands of labels. */
const labelTexts = new WeakMap<Metric, string>();

/** A label set as PromQL writes it: `{job="api"}`, `{}`. */
function labelText(metric: Metric): string {
  const known = labelTexts.get(metric);
  if (known !== undefined) return known;
  const { __name__: name = '', ...labels } = metric;
  const pairs = Object.entries(labels).map(([label, value]) => `${label}=${JSON.stringify(startOf(value))}`);
  const text = cut(`${startOf(name)}{${pairs.join(', ')}}`, MAX_LABEL_SET_CHARACTERS);
  labelTexts.set(metric, text);
  return text;
}
