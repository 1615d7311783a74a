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

/** A task that workers share. Each takes the next piece of the starts until none is left, without a word to the others. */
export interface ToWorker {
  readonly task: SentTask;
  readonly numbers: Int32Array;
  /** How many starts a piece has. */
  readonly size: number;
  /** One number in shared memory: how many starts are taken. */
  readonly taken: Int32Array;
}

/** A piece that is done, by the place of its first start; or that none is left. */
export type FromWorker = { readonly first: number; readonly outcomes: readonly StartOutcomes[] } | 'end';
