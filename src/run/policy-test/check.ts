import type { Outcome } from '../result.ts';
import type { EventCheckDocument } from './document.ts';
import type { Expected } from './expected.ts';

/** What a check looks at: a signal by its trace column, or where the ramp stands. */
export type Subject =
  | { readonly of: 'signal'; readonly name: string; readonly key: string; readonly slot: number }
  | { readonly of: 'accept_percentage' | 'step' };

/** Ticks `from` to `to`, both included. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export interface Placed extends Span {
  /** JSON pointer of the expectation in the test file. */
  readonly pointer: string;
}

export interface ReadingCheck extends Placed {
  readonly subject: Subject;
  readonly expected: Expected;
}

export interface OutcomeCheck extends Placed {
  readonly outcome: Outcome;
}

export interface EventCheck extends Placed, Pick<EventCheckDocument, 'kind' | 'reason' | 'count'> {}

/** A test with names and times resolved. */
export interface Checks {
  readonly readings: readonly ReadingCheck[];
  readonly outcomes: readonly OutcomeCheck[];
  readonly events: readonly EventCheck[];
  readonly completed: (Placed & { readonly text: string }) | undefined;
  readonly dynamic: readonly {
    readonly tick: number;
    readonly document: Readonly<Record<string, unknown>>;
  }[];
}
