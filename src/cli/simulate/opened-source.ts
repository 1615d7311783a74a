import type { Plan } from '../../circuit/plan.ts';
import type { Diagnostic } from '../../errors/rollout-error.ts';
import type { LocatedPolicy } from '../../policy/policy.ts';
import type { Checkable } from '../../preflight/check-queries.ts';
import type { PlannedDocument } from '../../run/dynamic-config.ts';
import type { RunListener } from '../../run/options.ts';
import type { Preflight } from '../../source/recording/file.ts';
import type { Source, SourceQuery } from '../../source/source.ts';

/** A source that is open, and what comes with it. */
export interface OpenedSource {
  readonly source: Source;
  readonly planned?: readonly PlannedDocument[];
  readonly listener?: RunListener;
  /** What the queries give, for people. */
  readonly table?: string;
  /** The same as JSON. */
  readonly preflight?: Preflight;
  readonly diagnostics: readonly Diagnostic[];
  /** What is said of a run that was cut or failed. */
  readonly notes?: () => readonly Diagnostic[];
}

/** What readings are wanted for. */
export interface Subject {
  readonly plan: Plan;
  readonly placeOf: LocatedPolicy['placeOf'];
  /** What is asked for; the queries of the plan where nothing else is said. */
  readonly queries?: readonly SourceQuery[];
  /** Other policies that the readings are for: their queries are tried too. */
  readonly others?: readonly Checkable[];
}
