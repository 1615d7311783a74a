import type { Diagnostic, Place } from '../errors/rollout-error.ts';
import type { Answer } from '../prometheus/api/answer.ts';
import { type MissingReason, toDiagnostic } from '../prometheus/missing-reason.ts';

interface Subject {
  readonly signal: string;
  readonly query: string;
  readonly place: Place;
}

interface Missing {
  readonly severity: 'error' | 'warning';
  /** What explains a query without a series. */
  readonly sparse: readonly Diagnostic[];
}

/** What may be over by the time of a run. */
const MAY_PASS: ReadonlySet<MissingReason['kind']> = new Set(['no_series', 'nan', 'other_time']);

/**
 * Why a query has no value now, and what is too rare to have one always. The severity of what may be over by the time of
 * a run is a parameter.
 */
export function missingFaults(
  { signal, query, place }: Subject,
  { missing }: Answer,
  { severity, sparse }: Missing,
): Diagnostic[] {
  const rare = (level: Diagnostic['severity']) => sparse.map((fault) => ({ ...fault, severity: level }));
  const fault = missing && toDiagnostic(missing, { signal, query }, place);
  if (!fault) return rare('warning');
  if (missing.kind === 'no_series' && sparse.length > 0) return rare(severity);
  const mayPass = MAY_PASS.has(missing.kind);
  if (!mayPass) return [fault, ...rare('warning')];
  return [{ ...fault, severity }, ...rare('warning')];
}
