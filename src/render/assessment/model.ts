import type { Assessment, Rate } from '../../judge/assessment.ts';
import type { Outcome } from '../../judge/outcome.ts';
import type { Measures } from './effect.ts';

/** One setting of the thresholds on the front of false alarms against delay. */
export interface FrontSetting {
  /** Its numbers, for people: `reset > 131`. */
  readonly name: string;
  readonly falseAlarms: Rate;
  /** Seconds to the reset, p95; null where it is not within the horizon. */
  readonly delay: number | null;
  readonly role: 'in use' | 'chosen' | 'other';
}

/** What the pictures of an assessment are drawn from beside its figures. */
export interface AssessmentSeries {
  /** Of all rehearsals that were done, on history as it was. */
  readonly outcomes: readonly Outcome[];
  /** The effect that the delays of the front are of, and its settings. */
  readonly front?: { readonly effect: string; readonly settings: readonly FrontSetting[] };
}

/** Everything the page of an assessment shows; the caller has read and judged it. */
export interface AssessmentModel {
  readonly assessment: Assessment;
  readonly series: AssessmentSeries;
  /** By the name of a signal. */
  readonly measures: Measures;
  /** The policy as YAML. */
  readonly policyText: string;
  /** The values it was rendered from, as the user wrote them; null where the policy came as such. */
  readonly valuesText: string | null;
}
