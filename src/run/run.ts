import type { Engine, Plan } from '../circuit/plan.ts';
import type { Diagnostic } from '../errors/rollout-error.ts';
import type { Source } from '../source/source.ts';
import type { Seconds } from '../text/duration.ts';
import { formatMoment } from '../text/time.ts';
import { type DynamicDocument, describe, steer } from './dynamic-config.ts';
import { Observer } from './observer.ts';
import { findRamp, type Ramp } from './ramp.ts';
import { Recording } from './recording.ts';
import type { RunResult } from './result.ts';

const POLL: Seconds = 0.25;

/** A run that never waits (a scenario) lets Ctrl-C and the spinner in every so many ticks. */
const TICKS_PER_BREATH = 4096;

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
  const session = open(options);
  const limit = lengthOf(options);
  let tick = 0;
  let breathed = 0;
  while (tick < limit && !options.signal?.aborted) {
    if (!(await session.due(tick))) break;
    session.tick(tick);
    const count = Math.min(options.source.batch, limit - tick);
    const pending = options.source.fill(session.columns, tick, count, session.accept());
    if (pending) await session.meanwhile(pending, tick + 1);
    session.deliver(tick, 0);
    let done = 1;
    for (; done < count && !session.isOver(tick + done); done++) {
      session.tick(tick + done);
      session.deliver(tick + done, done);
    }
    tick += done;
    if (tick - breathed >= TICKS_PER_BREATH) {
      await breathe();
      breathed = tick;
    }
    if (session.isOver(tick)) break;
  }
  return finish(options, session, tick);
}

const lengthOf = ({ ticks = Number.POSITIVE_INFINITY, source }: RunOptions): number =>
  Math.min(ticks, source.ticks);

const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

type Session = ReturnType<typeof open>;

function open(options: RunOptions) {
  const { plan, source, steering = {} } = options;
  const engine: Engine = plan.start();
  const { frame } = engine;
  const ramp = findRamp(plan);
  const observer = new Observer(plan, ramp, source.start, (query, tick) => source.why(query, tick));
  const recording = new Recording(plan.columns, lengthOf(options));
  const columns = plan.queries.map(() => new Float64Array(source.batch));
  const planned = [...(steering.planned ?? [])];
  const take = (document: DynamicDocument, tick: number, isFirst: boolean) => {
    steer(plan, frame, document);
    options.onDocument?.(document);
    if (!isFirst) observer.note(tick, frame, 'dynamic_config', describe(document));
  };
  const poll = (tick: number) => {
    const document = steering.poll?.(tick);
    if (document) take(document, tick, false);
  };
  if (steering.initial) take(steering.initial, 0, true);
  return {
    frame,
    observer,
    recording,
    columns,
    ramp,
    accept: () => ramp?.accept(frame) ?? Number.NaN,
    tick(tick: number) {
      while (planned.length > 0 && planned[0]!.tick <= tick) take(planned.shift()!.document, tick, false);
      engine.tick();
      observer.see(tick, frame);
      recording.add(frame);
      options.onTick?.(tick, frame, observer);
    },
    /** Puts results where the next tick sees them. A live source repeats its last ones, so that a late answer need not wait for the next evaluation. */
    deliver(tick: number, at: number) {
      for (let q = 0; q < columns.length; q++) {
        const query = plan.queries[q]!;
        if (source.wait || tick % query.every === 0) frame[query.held] = columns[q]![at]!;
      }
      for (const fault of source.faults()) observer.note(fault.tick, frame, fault.kind, fault.reason);
    },
    isOver: (tick: number) =>
      options.signal?.aborted === true ||
      (options.untilCompleted === true && tick > 0 && observer.outcome === 'completed'),
    /** Waits for the tick's time, taking new configuration meanwhile; false when interrupted. */
    async due(tick: number): Promise<boolean> {
      poll(tick);
      while (source.wait && !(await source.wait(tick, POLL))) {
        if (options.signal?.aborted) return false;
        poll(tick);
      }
      return options.signal?.aborted !== true;
    },
    async meanwhile(pending: Promise<void>, nextTick: number): Promise<void> {
      if (!steering.poll) return pending;
      const timer = setInterval(() => poll(nextTick), POLL * 1000);
      await pending.finally(() => clearInterval(timer));
    },
  };
}

function finish(options: RunOptions, session: Session, ticks: number): Run {
  const { plan, source } = options;
  const { observer, frame, ramp, recording } = session;
  const { kind, name, url, server } = source.facts();
  const last = Math.max(0, ticks - 1);
  const isInterrupted = options.signal?.aborted === true && observer.outcome !== 'completed';
  const outcome = isInterrupted ? 'interrupted' : observer.outcome;
  const result: RunResult = {
    policy: options.policy,
    interval_seconds: plan.interval,
    ticks,
    source: {
      kind,
      name,
      url,
      from: formatMoment(source.start),
      to: formatMoment(observer.timeOf(ticks)),
      server,
    },
    outcome,
    final: ticks === 0 ? null : finalOf(ramp, frame, last, observer),
    completed_at:
      outcome === 'completed' && observer.completedAt !== undefined
        ? formatMoment(observer.completedAt)
        : null,
    counts: {
      ...observer.counts,
      invalid: Object.fromEntries(plan.queries.map(({ signal }, q) => [signal, observer.invalid[q]!])),
    },
    events: observer.events,
    diagnostics: [...(options.diagnostics ?? []), ...source.diagnostics()],
  };
  return { result, recording, frame };
}

function finalOf(
  ramp: Ramp | undefined,
  frame: Float64Array,
  tick: number,
  observer: Observer,
): RunResult['final'] {
  const accept = ramp?.accept(frame) ?? Number.NaN;
  return {
    tick,
    time: formatMoment(observer.timeOf(tick)),
    step: ramp?.step(frame) ?? 0,
    accept_percentage: Number.isNaN(accept) ? null : accept,
  };
}
