/**
 * syntax: no Prometheus takes it; function: not one of Prometheus', perhaps one of another server; newer:
 * Prometheus 2.42 rejects it; series: it does not give exactly one value by construction.
 */
export type PromqlFaultKind = 'syntax' | 'function' | 'newer' | 'series';

/** What is wrong with a query: a sentence about one span of it, and what to do. Offsets count from 0. */
export interface PromqlFault {
  readonly kind: PromqlFaultKind;
  readonly from: number;
  readonly to: number;
  readonly message: string;
  readonly fix?: string;
}

/** A fault without its place and kind. */
export type FaultText = Pick<PromqlFault, 'message' | 'fix'>;
