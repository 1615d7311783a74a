import type { Plan } from '../circuit/plan.ts';
import { fail } from '../errors/rollout-error.ts';
import type { Source, SourceCursor, SourceFacts } from '../source/source.ts';
import type { JsonReading } from '../text/json-reading.ts';
import { formatMoment, type Moment } from '../text/time.ts';
import type { ConfigurationState } from './dynamic-config.ts';
import type { ObserverState } from './observer.ts';
import { identityOf, type PlanIdentity, planDifference } from './plan-identity.ts';
import { shapeFault } from './state-shape.ts';

export const STATE_VERSION = 1;

/**
 * A run between two ticks as one JSON value. A run that goes on from it has the same ticks and events, bit for bit, as
 * one that was never cut.
 */
export interface RunState {
  readonly version: typeof STATE_VERSION;
  readonly plan: PlanIdentity;
  readonly source: {
    readonly kind: SourceFacts['kind'];
    readonly start: Moment;
    readonly cursor: SourceCursor;
  };
  /** The tick that runs next. */
  readonly tick: number;
  /** Whether the results of the tick before are in the frame; else they are asked for first. */
  readonly hasResults: boolean;
  /** The memory of the circuit, slot by slot. */
  readonly frame: readonly JsonReading[];
  /** Of every query: why its last result is invalid; null where it is valid, or there is none. */
  readonly missing: readonly (string | null)[];
  readonly observer: ObserverState;
  readonly configuration: ConfigurationState;
}

/** Takes what `JSON.parse` gave. Throws STATE_FORMAT where it is no run state of this version. */
export function readRunState(value: unknown): RunState {
  const why = versionFault(value) ?? shapeFault(value);
  if (why !== undefined) throw fail('STATE_FORMAT', { why });
  return value as RunState;
}

function versionFault(value: unknown): string | undefined {
  const { version } = Object(value) as { version?: unknown };
  if (version === STATE_VERSION) return undefined;
  if (version === undefined) return 'it has no version';
  return `it has version ${JSON.stringify(version)}, this rollout reads version ${STATE_VERSION}`;
}

/** Throws STATE_PLAN where a state is of a run of another plan, STATE_SOURCE where it is of a run on another source. */
export function checkState(state: RunState, plan: Plan, source: Source): void {
  const why = planDifference(state.plan, identityOf(plan));
  if (why !== undefined) throw fail('STATE_PLAN', { why });
  const of = `${state.source.kind} from ${formatMoment(state.source.start)}`;
  const got = `${source.facts().kind} from ${formatMoment(source.start)}`;
  if (of !== got) throw fail('STATE_SOURCE', { of, got });
}
