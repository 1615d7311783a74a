import type { ScenarioDocument } from '../../source/scenario/document.ts';
import type { EventKind, Outcome } from '../result.ts';

/** A test file as its schema has it (`schemas/policy-test.schema.json`). */
export interface PolicyTestDocument {
  readonly description?: string;
  /** Relative to the test file. */
  readonly values_file?: string;
  readonly policy_file?: string;
  /** Needed only where the values file does not name its blueprint. */
  readonly blueprint?: string;
  readonly tests: readonly TestDocument[];
}

export interface TestDocument {
  readonly name: string;
  readonly start?: boolean;
  readonly duration?: string;
  /** A built-in scenario, a file relative to the test file, or the scenario itself. */
  readonly scenario?: string | ScenarioDocument;
  readonly input?: ScenarioDocument['signals'];
  readonly dynamic_config?: readonly {
    readonly at: string;
    readonly values: Readonly<Record<string, unknown>>;
  }[];
  readonly expect?: readonly CheckDocument[];
  readonly events?: readonly EventCheckDocument[];
  readonly outcome?: Outcome;
  readonly completed_at?: string;
}

/** A moment, or a stretch of ticks both ends of which belong to it. */
export interface SpanDocument {
  readonly at?: string;
  readonly from?: string;
  readonly to?: string;
}

export interface CheckDocument extends SpanDocument {
  readonly accept_percentage?: ExpectedDocument;
  readonly step?: number;
  readonly outcome?: Outcome;
  readonly signals?: Readonly<Record<string, ExpectedDocument>>;
}

export type ExpectedDocument = number | boolean | string | null;

export interface EventCheckDocument extends SpanDocument {
  readonly kind: EventKind;
  /** A part of the reason. */
  readonly reason?: string;
  /** Exactly so many; at least one where left out. */
  readonly count?: number;
}
