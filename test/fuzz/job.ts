import type { ClassName } from './counts.ts';

/** Inputs of a class for one worker: `index` counts from the first seed. */
export interface Job {
  readonly name: ClassName;
  readonly seed: number;
  readonly from: number;
  /** The index after the last. */
  readonly to: number;
}

/** What a worker says while it runs a job. */
export type Report =
  | { readonly kind: 'input'; readonly index: number }
  | { readonly kind: 'command'; readonly argv: readonly string[] }
  | { readonly kind: 'fault'; readonly index: number; readonly text: string }
  | { readonly kind: 'done' };

/** What came of a job. */
export interface Tally {
  readonly inputs: number;
  readonly commands: number;
  /** Each with its seed, and all that is needed to see it again. */
  readonly faults: readonly string[];
  readonly seconds: number;
}
