import type { Judging } from '../../judge/judge.ts';
import type { StartOutcomes } from '../../judge/outcome.ts';
import type { DynamicDocument } from '../../run/dynamic-config.ts';

/** A policy as a worker is sent it: a plan holds functions, which cannot be sent. */
export interface SentPolicy {
  readonly circuit: unknown;
  /** The dynamic configuration in force from the first tick. */
  readonly document: DynamicDocument;
}

/** What is to be rehearsed, on the history that the worker has. */
export interface SentTask extends Omit<Judging, 'judged' | 'history'> {
  readonly policy: SentPolicy;
}

/** Another task, or the starts that are next of it. */
export type ToWorker = { readonly task: SentTask } | { readonly numbers: Int32Array };

/** What came of those starts. */
export type FromWorker = readonly StartOutcomes[];
