import type { Column, Plan } from '../circuit/plan.ts';
import type { Diagnostic } from '../errors/rollout-error.ts';
import type { Gate } from '../rollout/gates/gate.ts';
import type { Source } from '../source/source.ts';
import type { DynamicDocument, PlannedDocument } from './dynamic-config.ts';
import type { Observer } from './observer.ts';
import type { RunEvent, RunResult } from './result.ts';
import type { RunSeries } from './series.ts';
import type { RunState } from './state.ts';

/** Where dynamic configuration comes from while a run goes on. */
export interface Steering {
  /** In force from the first tick. */
  readonly initial?: DynamicDocument;
  /** Changes known beforehand, in tick order. */
  readonly planned?: readonly PlannedDocument[];
  /** Asked between ticks, at least every quarter of a second of a live run: a new document, or undefined. */
  readonly poll?: (nextTick: number) => DynamicDocument | undefined;
}

/** A run under way. */
export interface RunHandle {
  /** The run as one value, in `onTick` and between ticks: what a run that goes on `from` it needs. */
  readonly state: () => RunState;
}

/** What is called while a run goes on; a failure it throws ends the run. */
export interface RunListener {
  /** Before the first tick. */
  onStart?(run: RunHandle): void;
  /** A tick ran, and left this frame; its events came before. */
  onTick?(tick: number, frame: Float64Array, observer: Observer): void;
  onEvent?(event: RunEvent): void;
  /** Another document of dynamic configuration is in force; called at the start too where one is. */
  onDocument?(document: DynamicDocument): void;
}

export interface RunOptions {
  readonly policy: string;
  readonly plan: Plan;
  readonly source: Source;
  /** At most so many ticks; the source's own end counts too. */
  readonly ticks?: number;
  /** End once the ramp is complete (live). */
  readonly untilCompleted?: boolean;
  readonly steering?: Steering;
  /** What may hold the ramp besides its policy. */
  readonly gate?: Gate;
  readonly signal?: AbortSignal;
  /** The signals whose series are kept; all of them by default, none where only the result is wanted. */
  readonly series?: readonly Column[];
  /** Whether the ticks around resets, steps back and completion are kept one by one, however long the run is. */
  readonly exactSeries?: boolean;
  /** Called in this order: traces, progress, state files, sources that look at dynamic configuration. */
  readonly listeners?: readonly RunListener[];
  /** Lets timers and signals in; awaited every 32,768 ticks of a run that does not wait for its readings. */
  readonly yieldToEventLoop?: () => Promise<void>;
  readonly diagnostics?: readonly Diagnostic[];
  /** Where the run goes on; its source must be opened with the cursor of this state. */
  readonly from?: RunState;
}

/**
 * A run and what it left: the result, its series, and the frame it ended with. The result counts all ticks of the run;
 * events and series are those of this part, where it went on from a state.
 */
export interface Run {
  readonly result: RunResult;
  readonly series: RunSeries;
  readonly frame: Float64Array;
  /** Where it ended, to go on from. */
  readonly state: () => RunState;
}
