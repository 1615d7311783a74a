import type { Rehearsal } from '../plot.ts';

/** Everything a report shows beside the run itself; the caller has read and rendered it. */
export interface ReportModel extends Rehearsal {
  /** The policy as YAML. */
  readonly policyText: string;
  /** The values it was rendered from, as the user wrote them; null where the policy came as such. */
  readonly valuesText: string | null;
  /**
   * The circuit picture of `svg.ts`, with an overlay so that readings have their place; null leaves the
   * section out.
   */
  readonly circuitSvg: string | null;
}
