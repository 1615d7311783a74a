import { type Diagnostic, diagnostic, type Place } from '../errors/rollout-error.ts';

/** Why a query gave no valid value at a moment. */
export type MissingReason =
  | { readonly kind: 'no_series' }
  | { readonly kind: 'many_series'; readonly count: number; readonly labels: readonly string[] }
  | { readonly kind: 'nan' }
  | { readonly kind: 'histogram' }
  | { readonly kind: 'string' }
  | { readonly kind: 'range_vector' }
  | { readonly kind: 'failed'; readonly message: string };

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
    case 'failed':
      return reason.message;
  }
}

/** The reason as a diagnostic with its fix; undefined for a failed request, which has its own error. */
export function toDiagnostic(
  reason: MissingReason,
  signal: string,
  query: string,
  place?: Place,
): Diagnostic | undefined {
  const params = { signal, query };
  switch (reason.kind) {
    case 'no_series':
      return diagnostic('PROM_NO_SERIES', params, place);
    case 'many_series':
      return diagnostic(
        'PROM_MANY_SERIES',
        { ...params, count: reason.count, labels: listLabels(reason) },
        place,
      );
    case 'nan':
      return diagnostic('PROM_NAN', params, place);
    case 'histogram':
      return diagnostic('PROM_HISTOGRAM', params, place);
    case 'string':
      return diagnostic('PROM_STRING', params, place);
    case 'range_vector':
      return diagnostic('PROM_RANGE_VECTOR', params, place);
    case 'failed':
      return undefined;
  }
}

const SHOWN = 5;

function listLabels({
  labels,
  count,
}: {
  readonly labels: readonly string[];
  readonly count: number;
}): string {
  const shown = labels.slice(0, SHOWN).join(', ');
  return count > SHOWN ? `${shown} and ${count - SHOWN} more` : shown;
}

/** A label set as PromQL writes it: `{job="api"}`, `{}`. */
export const labelText = (metric: Readonly<Record<string, string>>): string => {
  const { __name__: name = '', ...labels } = metric;
  const pairs = Object.entries(labels).map(([label, value]) => `${label}=${JSON.stringify(value)}`);
  return `${name}{${pairs.join(', ')}}`;
};
