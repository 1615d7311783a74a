import type { Leadership } from '../controller/leadership.ts';
import type { LeaseWriter } from '../state/state.ts';
import type { ReadKept } from './kept-run.ts';
import type { RolloutRunOptions } from './options.ts';
import type { BegunJournal } from './run-journal.ts';

/** What a rollout needs to be run under one lease. */
export interface LedOptions extends RolloutRunOptions {
  readonly leadership: Leadership;
  /** Why the record could not be written last. */
  readonly storeFault: () => string | undefined;
}

/** What the state has of the rollout when the lease is taken, and who writes there from now on. */
export interface Begun {
  readonly left: ReadKept;
  readonly begun: BegunJournal;
  readonly writer: LeaseWriter;
}
