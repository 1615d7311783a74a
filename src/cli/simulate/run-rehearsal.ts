import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import type { Plan } from '../../circuit/plan.ts';
import type { FailureGuard } from '../../control/failure-guard.ts';
import { LiveSession, type LiveSessionOptions } from '../../control/live-session.ts';
import type { Diagnostic } from '../../errors/rollout-error.ts';
import { rampOf } from '../../rollout/ramp.ts';
import type { Run, RunListener } from '../../run/options.ts';
import { run as runPlan } from '../../run/run.ts';
import type { LiveSource } from '../../source/source.ts';
import { type Seconds, ticksOf } from '../../text/duration.ts';
import type { IO } from '../io.ts';
import type { LiveView } from '../live/live-view.ts';
import { type Progress, silent, startProgress } from '../progress.ts';
import { openStore } from '../state-dir.ts';
import type { OpenedSource } from './opened-source.ts';
import { showProgress } from './progress.ts';
import type { Rehearsal } from './rehearsal.ts';
import type { SimulateRequest } from './request.ts';
import { openRunView } from './run-view.ts';

interface OpenedRehearsal extends Rehearsal {
  readonly opened: OpenedSource;
  readonly guard: FailureGuard;
  /** Warnings of the whole run; those that come on the way are added. */
  readonly warnings: Diagnostic[];
}

/** Runs the plan with everything that listens to it: the trace, the state directory, the terminal. */
export async function runRehearsal(rehearsal: OpenedRehearsal, io: IO): Promise<Run> {
  const { request, loaded, plan, gated, initial, files, opened, guard, warnings } = rehearsal;
  const { source, planned, listener } = opened;
  const ticks = Math.min(source.ticks, ticksIn(request.source.duration, plan));
  let live: LiveSession | undefined;
  const isLive = source.pace === 'live';
  const view = isLive ? await openRunView(rehearsal, () => live?.state, io) : undefined;
  const progress = view ? silent : await startProgress(io, request.outputs);
  const speech = speak({ io, progress, view, warnings });
  const show = progressListener(rehearsal, progress, { ticks, now: io.now });
  let run: Run | undefined;
  try {
    live = source.pace === 'live' ? liveSession(rehearsal, source, { ...speech, io }) : undefined;
    const guarded = [files.trace, gated, live].flatMap((one) => (one ? [guard.guardListener(one)] : []));
    run = await runPlan({
      policy: loaded.name,
      plan,
      source: guard.source,
      ticks,
      diagnostics: warnings,
      series: isDrawn(request.outputs) ? plan.columns : [],
      exactSeries: request.outputs.report !== undefined,
      untilCompleted: live !== undefined,
      steering: live ?? { initial, planned },
      gate: gated?.gate,
      signal: guard.signal,
      listeners: [...(listener ? [listener] : []), ...guarded, show],
      yieldToEventLoop,
    });
    return run;
  } finally {
    progress.stop();
    view?.close();
    live?.end();
    await guard.guard(() => source.close?.(run?.result.ticks));
  }
}

interface Speakers {
  readonly io: IO;
  readonly progress: Progress;
  readonly view: Pick<LiveView<unknown>, 'say'> | undefined;
  readonly warnings: Diagnostic[];
}

type Speech = Pick<LiveSessionOptions, 'warn' | 'note'>;

/** How a live session warns and says something beside a spinner or a picture. */
const speak = ({ io, progress, view, warnings }: Speakers): Speech => ({
  warn(warning) {
    warnings.push(warning);
    progress.withoutSpinner(() => io.report([warning]));
  },
  note(text) {
    view?.say(text);
    progress.withoutSpinner(() => io.note(text));
  },
});

const progressListener = (
  { request, plan, opened }: OpenedRehearsal,
  progress: Progress,
  { ticks, now }: { readonly ticks: number; readonly now: IO['now'] },
): RunListener =>
  showProgress(progress, {
    ramp: rampOf(plan),
    ticks,
    pace: opened.source.pace,
    isRemote: request.source.kind === 'server',
    now,
  });

const liveSession = (
  { request, loaded, plan, initial }: OpenedRehearsal,
  source: LiveSource,
  { io, ...speech }: Speech & { readonly io: IO },
): LiveSession =>
  new LiveSession({
    store: openStore(request.steering, io),
    policy: loaded.name,
    plan,
    ramp: rampOf(plan),
    facts: source.facts(),
    initial,
    pid: process.pid,
    monotonic: source.clock.monotonic,
    ...speech,
  });

const ticksIn = (duration: Seconds | undefined, { interval }: Plan): number =>
  duration === undefined ? Number.POSITIVE_INFINITY : ticksOf(duration, interval);

/** Whether a chart or a report shows the series of the run. */
const isDrawn = ({ format, report }: SimulateRequest['outputs']): boolean =>
  format === 'text' || report !== undefined;
