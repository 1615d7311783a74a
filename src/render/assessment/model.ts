import type { Assessment } from '../../judge/assessment.ts';
import type { Outcome } from '../../judge/outcome.ts';
import type { Measures } from './effect.ts';

/** Everything the page of an assessment shows; the caller has read and judged it. */
export interface AssessmentModel {
  readonly assessment: Assessment;
  /** Of all rehearsals that were done, on history as it was. */
  readonly outcomes: readonly Outcome[];
  /** By the name of a signal. */
  readonly measures: Measures;
  /** The policy as YAML. */
  readonly policyText: string;
  /** The values it was rendered from, as the user wrote them; null where the policy came as such. */
  readonly valuesText: string | null;
}
