import type { Column, Plan } from '../circuit/plan.ts';
import type { Diagnostic } from '../errors/rollout-error.ts';
import type { Source } from '../source/source.ts';
import type { DynamicDocument } from './dynamic-config.ts';
import { finish } from './finish.ts';
import type { Observer } from './observer.ts';
import type { RunResult } from './result.ts';
import type { Recording } from './series.ts';
import { Session } from './session.ts';

/** A run that never waits (a scenario) lets Ctrl-C and the spinner in every so many ticks. */
const TICKS_PER_BREATH = 32_768;

/** Where dynamic configuration comes from while a run goes on. */
export interface Steering {
  /** In force from the first tick. */
  readonly initial?: DynamicDocument;
  /** Changes known beforehand, in tick order: in force from their tick. */
  readonly planned?: readonly { readonly tick: number; readonly document: DynamicDocument }[];
  /** Asked between ticks, at least every quarter of a second of a live run: a new document, or undefined. */
  readonly poll?: (nextTick: number) => DynamicDocument | undefined;
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
  readonly signal?: AbortSignal;
  /** The signals whose course is kept; all of them by default, none where only the result is wanted. */
  readonly recorded?: readonly Column[];
  /** Called after every tick, with the frame: traces and progress. */
  readonly onTick?: (tick: number, frame: Float64Array, observer: Observer) => void;
  /** The document in force changed: sources that look at it (pass-through values) are told. */
  readonly onDocument?: (document: DynamicDocument) => void;
  readonly diagnostics?: readonly Diagnostic[];
}

/** A run and what it left: the result, its course, and the frame it ended with. */
export interface Run {
  readonly result: RunResult;
  readonly recording: Recording;
  readonly frame: Float64Array;
}

/**
 * Runs a plan on a source, tick by tick: tick k runs, then the queries due at k are evaluated, then their results are
 * put where tick k+1 sees them. The same loop for scenario, live and history.
 */
export async function run(options: RunOptions): Promise<Run> {
  const session = new Session(options, lengthOf(options));
  try {
    const ticks = await runTicks(options, session);
    return finish(
      options,
      session,
      ticks,
      session.isInterrupted && ticks < lengthOf(options) && !session.isDone,
    );
  } finally {
    session.close();
  }
}

/** How many ticks ran. */
async function runTicks({ source, ...options }: RunOptions, session: Session): Promise<number> {
  const limit = lengthOf({ source, ...options });
  let tick = 0;
  let breathed = 0;
  while (tick < limit && !session.isOver) {
    const isDue = session.due(tick); // a promise costs a scenario more than its tick
    if (!(typeof isDue === 'boolean' ? isDue : await isDue)) break;
    const count = Math.min(source.batch, limit - tick);
    const pending = session.fill(tick, count);
    if (pending) await pending;
    tick = session.runOn(tick, count);
    if (tick - breathed >= TICKS_PER_BREATH) {
      await breathe();
      breathed = tick;
    }
  }
  return tick;
}

const lengthOf = ({ ticks = Number.POSITIVE_INFINITY, source }: RunOptions): number =>
  Math.min(ticks, source.ticks);

const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
