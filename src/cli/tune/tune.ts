import { type Diagnostic, fail, RolloutError } from '../../errors/rollout-error.ts';
import { factsOf } from '../../judge/assess/facts.ts';
import { isMemoryLong } from '../../judge/assess/memory.ts';
import { type TuneOutcome, type TuneTask, tune as tunePolicy } from '../../judge/tune/tune.ts';
import { changedValues } from '../../judge/tune/varied.ts';
import { formatSpoken } from '../../text/duration.ts';
import { assessedPolicy } from '../assess/basis.ts';
import { type Prepared, preparePolicy } from '../assess/prepare.ts';
import type { IO } from '../io.ts';
import { checkOutputs } from '../judge/outputs.ts';
import { loadJudged } from '../judge/subject.ts';
import { type Progress, startProgress } from '../progress.ts';
import { writeResult } from '../write-result.ts';
import { leaveTuning, type TunedPolicy } from './print.ts';
import type { TuneRequest } from './request.ts';
import { TuneSession } from './session.ts';
import { tuningOf } from './tuning.ts';
import { tunedText } from './values-file.ts';
import { queriesOfAll } from './variants.ts';
import { type VariedValues, variedUpTo, variedValues } from './varied.ts';

interface Tuned extends TunedPolicy {
  /** The values file with the chosen numbers; made when it is wanted, for it may not be possible. */
  readonly text: () => string;
}

/** Looks for better numbers of a policy on a history, and writes them into the user's file. Returns the exit code. */
export async function tune(request: TuneRequest, io: IO): Promise<number> {
  const { file, overwrite } = request.output;
  await checkOutputs(request.output, io);
  const tuned = await tunedPolicy(request, io).catch(rethrowAtDetect);
  const { tuning, text } = tuned;
  await leaveTuning(tuned, request.output, io);
  io.report(tuning.in_use.diagnostics as Parameters<IO['report']>[0]);
  if (tuning.partial) return 130;
  if (file !== undefined) await writeResult(file, text(), { overwrite }, io);
  return tuning.within ? 0 : 1;
}

/** --detect is read as --inject is; a fault names the flag that was given. */
function rethrowAtDetect(problem: unknown): never {
  if (!(problem instanceof RolloutError)) throw problem;
  throw new RolloutError(problem.diagnostics.map(atDetect), problem);
}

function atDetect(fault: Diagnostic): Diagnostic {
  if (fault.file !== '--inject') return fault;
  return { ...fault, file: '--detect' };
}

async function tunedPolicy(request: TuneRequest, io: IO): Promise<Tuned> {
  const progress = await startProgress(io, request.output);
  try {
    const inUse = await loadJudged(request.assess.policy, request.assess.steering, io);
    const subject = { ...request.assess, loaded: inUse.loaded };
    const varied = variedValues(inUse, request.vary);
    const queries = await queriesOfAll(inUse, request.vary, subject, io);
    const prepared = await preparePolicy({ policy: inUse, queries }, request.assess, progress, io);
    reportPrepared(prepared, request, progress, io);
    const session = new TuneSession({ request, subject, prepared, queries, progress }, io);
    try {
      return await tuneIn(session, { request, prepared, varied });
    } finally {
      await session.close();
    }
  } finally {
    progress.stop();
  }
}

/** Throws TUNE_EFFECTS, JUDGE_LIMITS. */
function reportPrepared(prepared: Prepared, request: TuneRequest, progress: Progress, io: IO): void {
  const { injections, read, diagnostics } = prepared;
  if (injections.length !== 1) throw fail('TUNE_EFFECTS', { count: injections.length });
  checkHorizon(prepared, request);
  const { format, quiet } = request.output;
  progress.withoutSpinner(() => {
    if (read.table && format === 'text' && !quiet) io.err(`${read.table}\n`);
    io.report(diagnostics.map(atDetect));
  });
}

/** No setting completes within a horizon that is too short for the ramp, unless the ramp itself is varied. */
function checkHorizon({ starts, fastest, policy }: Prepared, { limits, vary }: TuneRequest): void {
  if (starts.horizon > fastest || limits.minCompleted === 0 || vary.length > 0) return;
  const { interval } = policy.plan;
  const horizon = formatSpoken(starts.horizon * interval);
  const least = formatSpoken((fastest + 1) * interval);
  throw fail('JUDGE_LIMITS', {
    limits: `--min-completed ${limits.minCompleted}`,
    why: `nothing is complete within the horizon of ${horizon}, the ramp takes ${least}`,
    instead: 'a longer --horizon, or --min-completed 0',
  });
}

interface Subject {
  readonly request: TuneRequest;
  readonly prepared: Prepared;
  readonly varied: VariedValues;
}

async function tuneIn(session: TuneSession, subject: Subject): Promise<Tuned> {
  const { request, prepared } = subject;
  const inUse = prepared.policy;
  const { history } = await session.groundOf(inUse);
  const task = taskOf({ history }, subject);
  const outcome = await drive(session, task);
  if (!outcome) throw fail('INTERRUPTED', {});
  const values = changedValues(outcome.varied, outcome.found.chosen.setting);
  const chosen = await session.policyWith(values);
  const tuning = await tuningOf({
    request,
    outcome,
    place: { ...task, start: history.start },
    inUse,
    chosen,
    assess: (policy, rehearsals) => session.assess(policy, policy === inUse ? {} : values, rehearsals),
    diagnostics: prepared.diagnostics,
  });
  return {
    tuning,
    inUse: assessedPolicy(inUse),
    chosen: assessedPolicy(chosen),
    text: () => tunedText(inUse.loaded, values),
  };
}

function taskOf(
  { history }: Pick<Prepared['read'], 'history'>,
  { request, prepared, varied }: Subject,
): TuneTask {
  const { starts, policy, window } = prepared;
  const { interval, ticks } = history;
  const memory = isMemoryLong(factsOf(policy.plan, history, []));
  return {
    starts,
    ticks,
    terms: { horizon: starts.horizon, window, isMemoryLong: memory, interval },
    limits: request.limits,
    variedUpTo: variedUpTo(policy, varied, history),
  };
}

/** Rehearses what the tuning asks for until it has its outcome; undefined where an interrupt came before the first. */
async function drive(session: TuneSession, task: TuneTask): Promise<TuneOutcome | undefined> {
  const varied = task.variedUpTo(task.ticks);
  const steps = tunePolicy(task);
  let step = steps.next();
  while (!step.done) {
    const wanted = step.value;
    step = steps.next(await session.rehearse(changedValues(varied, wanted.setting), wanted));
  }
  return step.value;
}
