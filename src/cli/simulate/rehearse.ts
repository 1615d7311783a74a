import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import type { Plan } from '../../circuit/plan.ts';
import { LiveSession } from '../../control/live-session.ts';
import type { Diagnostic, RolloutError } from '../../errors/rollout-error.ts';
import { rampOf } from '../../rollout/ramp.ts';
import type { DynamicDocument } from '../../run/dynamic-config.ts';
import type { Run, RunListener } from '../../run/options.ts';
import { run as runPlan } from '../../run/run.ts';
import { type Seconds, ticksOf } from '../../text/duration.ts';
import type { GlobalOptions, IO } from '../io.ts';
import type { LoadedPolicy } from '../load-policy.ts';
import { startProgress } from '../progress.ts';
import { openStore } from '../state-dir.ts';
import { loadOutput } from './output.ts';
import { follow } from './progress.ts';
import { reportText } from './report.ts';
import type { RunFiles } from './run-files.ts';
import { type Safeguard, safeguard } from './safeguard.ts';
import { type OpenSource, openSource, type SourceOptions } from './source.ts';
import type { SteeringOptions } from './steering.ts';

export interface RehearseOptions extends SourceOptions, SteeringOptions, GlobalOptions {
  readonly report?: string;
  readonly output: 'text' | 'json';
}

export interface Rehearsal {
  readonly plan: Plan;
  readonly loaded: LoadedPolicy;
  readonly initial: DynamicDocument | undefined;
  readonly files: RunFiles;
  readonly duration: Seconds | undefined;
  /** Warnings about the policy. */
  readonly diagnostics: readonly Diagnostic[];
}

/** A run, and the failure that ended it where it was live. */
export interface Rehearsed {
  readonly finished: Run;
  readonly failure: RolloutError | undefined;
}

/** Opens the source, runs the plan on it, writes trace and report, and prints the warnings. */
export async function rehearse(rehearsal: Rehearsal, options: RehearseOptions, io: IO): Promise<Rehearsed> {
  const { plan, loaded, files, duration } = rehearsal;
  const opened = await openSource(options, {
    plan,
    ramp: rampOf(plan),
    duration,
    placeOf: loaded.placeOf,
    io,
  });
  if (opened.table && options.output === 'text' && !options.quiet) io.err(`${opened.table}\n`);
  const diagnostics = [...rehearsal.diagnostics, ...opened.diagnostics];
  io.report(diagnostics);
  if (opened.source.pace === 'live') await loadOutput();
  const guard = safeguard(opened.source, io.interrupted);
  const finished = await perform({ ...rehearsal, opened, diagnostics, guard }, options, io);
  const remarks = await closeTrace(files.trace, guard);
  if (options.report !== undefined) {
    const text = await reportText(options.report, finished, plan, loaded);
    await guard.attempt(() => files.report?.write(text));
    await guard.attempt(() => files.report?.commit());
  }
  io.report(
    finished.result.diagnostics
      .slice(diagnostics.length)
      .filter((d) => options.output === 'json' || d.code !== 'PROM_OPEN_LOOP'),
  );
  return { finished, failure: guard.failure(remarks) };
}

interface Work extends Omit<Rehearsal, 'diagnostics'> {
  readonly opened: OpenSource;
  readonly guard: Safeguard;
  /** Warnings of the whole run; those that come on the way are added. */
  readonly diagnostics: Diagnostic[];
}

/** Runs the plan with everything that listens to it: the trace, the terminal, the state directory. */
async function perform(
  { plan, loaded, initial, files: { trace }, opened, guard, duration, diagnostics }: Work,
  options: RehearseOptions,
  io: IO,
): Promise<Run> {
  const { source, planned, listener } = opened;
  const ramp = rampOf(plan);
  const ticks = Math.min(source.ticks, ticksIn(duration, plan));
  const progress = await startProgress(io, options);
  const warn = (warning: Diagnostic) => {
    diagnostics.push(warning);
    progress.aside(() => io.report([warning]));
  };
  let live: LiveSession | undefined;
  const isRemote = options.prometheus !== undefined;
  const show = follow(progress, ramp, { ticks, isLive: source.pace === 'live', isRemote }, io);
  let ran = 0;
  const onTick: RunListener['onTick'] = guard.guarded((tick, frame, observer) => {
    ran = tick + 1;
    trace?.row(tick, observer.timeOf(tick), frame);
    live?.onTick(tick, frame, observer);
  });
  let hasFailed = true;
  try {
    if (source.pace === 'live')
      live = new LiveSession({
        store: openStore(options, io),
        policy: loaded.name,
        plan,
        ramp,
        facts: source.facts(),
        initial,
        pid: process.pid,
        now: io.now,
        warn,
      });
    const finished = await runPlan({
      policy: loaded.name,
      plan,
      source: guard.source,
      ticks,
      diagnostics,
      series: isShown(options) ? plan.columns : [],
      untilCompleted: live !== undefined,
      steering: live ?? { initial, planned },
      signal: guard.signal,
      listeners: [...(listener ? [listener] : []), { onTick }, show],
      yieldToEventLoop,
    });
    hasFailed = false;
    return finished;
  } finally {
    progress.stop();
    live?.end();
    await guard.attempt(() => source.close?.(hasFailed ? undefined : ran));
  }
}

const ticksIn = (duration: Seconds | undefined, { interval }: Plan): number =>
  duration === undefined ? Number.POSITIVE_INFINITY : ticksOf(duration, interval);

/** Whether a chart or a report shows the series of the run. */
const isShown = ({ output, report }: RehearseOptions): boolean => output === 'text' || report !== undefined;

/** Gives the trace its name; after a failure what there is of it, with the remark that it is not whole. */
async function closeTrace(trace: RunFiles['trace'], guard: Safeguard): Promise<readonly Diagnostic[]> {
  if (!guard.failure()) await guard.attempt(() => trace?.close());
  return guard.failure() ? (trace?.keep() ?? []) : [];
}
