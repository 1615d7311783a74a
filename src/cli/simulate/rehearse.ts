import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import type { Plan } from '../../circuit/plan.ts';
import { FailureGuard } from '../../control/failure-guard.ts';
import { LiveSession } from '../../control/live-session.ts';
import type { Diagnostic, RolloutError } from '../../errors/rollout-error.ts';
import { rampOf } from '../../rollout/ramp.ts';
import type { DynamicDocument } from '../../run/dynamic-config.ts';
import type { Run } from '../../run/options.ts';
import { run as runPlan } from '../../run/run.ts';
import type { Source } from '../../source/source.ts';
import { type Seconds, ticksOf } from '../../text/duration.ts';
import type { IO } from '../io.ts';
import type { LoadedPolicy } from '../load-policy.ts';
import { startProgress } from '../progress.ts';
import { openStore } from '../state-dir.ts';
import type { OpenedSource } from './opened-source.ts';
import { loadOutput } from './output.ts';
import { follow } from './progress.ts';
import { reportText } from './report.ts';
import type { SimulateRequest } from './request.ts';
import type { RunFiles } from './run-files.ts';
import { openSource } from './source.ts';

export interface Rehearsal {
  readonly request: Pick<SimulateRequest, 'source' | 'steering' | 'outputs'>;
  readonly loaded: LoadedPolicy;
  readonly plan: Plan;
  readonly initial: DynamicDocument | undefined;
  readonly files: RunFiles;
  /** Warnings about the policy. */
  readonly warnings: readonly Diagnostic[];
}

/** A run, and the failure that ended it where it was live. */
export interface Rehearsed {
  readonly run: Run;
  readonly failure: RolloutError | undefined;
}

/** Opens the source, runs the plan on it, writes trace and report, and reports the warnings. */
export async function rehearse(rehearsal: Rehearsal, io: IO): Promise<Rehearsed> {
  const { request, plan, loaded, files } = rehearsal;
  const { format, quiet, report } = request.outputs;
  const opened = await openSource(request.source, { plan, placeOf: loaded.placeOf }, io);
  if (opened.table && format === 'text' && !quiet) io.err(`${opened.table}\n`);
  const warnings = [...rehearsal.warnings, ...opened.diagnostics];
  io.report(warnings);
  if (opened.source.pace === 'live') await loadOutput();
  const guard = new FailureGuard(opened.source, io.interrupted);
  const run = await perform({ ...rehearsal, opened, guard, warnings }, io);
  const notes = await closeTrace(files.trace, guard);
  if (report) {
    const text = await reportText(report.format, { run, plan, loaded });
    await guard.guard(() => files.report?.write(text));
    await guard.guard(() => files.report?.commit());
  }
  io.report(run.result.diagnostics.filter(({ code }) => format === 'json' || code !== 'PROM_OPEN_LOOP'));
  return { run, failure: guard.failure(notes) };
}

interface Performance extends Rehearsal {
  readonly opened: OpenedSource;
  readonly guard: FailureGuard;
  /** Warnings of the whole run; those that come on the way are added. */
  readonly warnings: Diagnostic[];
}

/** Runs the plan with everything that listens to it: the trace, the state directory, the terminal. */
async function perform(performance: Performance, io: IO): Promise<Run> {
  const { request, loaded, plan, initial, files, opened, guard, warnings } = performance;
  const { source, planned, listener } = opened;
  const ticks = Math.min(source.ticks, ticksIn(request.source.duration, plan));
  const progress = await startProgress(io, request.outputs);
  const warn = (warning: Diagnostic) => {
    warnings.push(warning);
    progress.aside(() => io.report([warning]));
  };
  const isRemote = request.source.kind === 'server';
  const show = follow(progress, rampOf(plan), { ticks, isLive: source.pace === 'live', isRemote }, io);
  let live: LiveSession | undefined;
  let run: Run | undefined;
  try {
    live = source.pace === 'live' ? joinState(performance, source, { warn, io }) : undefined;
    const guarded = [files.trace, live].flatMap((one) => (one ? [guard.guardListener(one)] : []));
    run = await runPlan({
      policy: loaded.name,
      plan,
      source: guard.source,
      ticks,
      diagnostics: warnings,
      series: isDrawn(request.outputs) ? plan.columns : [],
      untilCompleted: live !== undefined,
      steering: live ?? { initial, planned },
      signal: guard.signal,
      listeners: [...(listener ? [listener] : []), ...guarded, show],
      yieldToEventLoop,
    });
    return run;
  } finally {
    progress.stop();
    live?.end();
    await guard.guard(() => source.close?.(run?.result.ticks));
  }
}

const joinState = (
  { request, loaded, plan, initial }: Performance,
  source: Source,
  { warn, io }: { readonly warn: (warning: Diagnostic) => void; readonly io: IO },
): LiveSession =>
  new LiveSession({
    store: openStore(request.steering, io),
    policy: loaded.name,
    plan,
    ramp: rampOf(plan),
    facts: source.facts(),
    initial,
    pid: process.pid,
    now: io.now,
    warn,
  });

const ticksIn = (duration: Seconds | undefined, { interval }: Plan): number =>
  duration === undefined ? Number.POSITIVE_INFINITY : ticksOf(duration, interval);

/** Whether a chart or a report shows the series of the run. */
const isDrawn = ({ format, report }: SimulateRequest['outputs']): boolean =>
  format === 'text' || report !== undefined;

/** Commits the trace; after a failure the whole rows of it, with a warning. */
async function closeTrace(trace: RunFiles['trace'], guard: FailureGuard): Promise<readonly Diagnostic[]> {
  if (!guard.hasFailed) await guard.guard(() => trace?.commit());
  return guard.hasFailed ? (trace?.commitPartial() ?? []) : [];
}
