import { fail } from '../../errors/rollout-error.ts';
import { memoriesIn } from '../../judge/assess/facts.ts';
import { badTicks } from '../../judge/bad-ticks.ts';
import type { StartOutcomes } from '../../judge/outcome.ts';
import { startNumbers, WHOLE } from '../../judge/shard.ts';
import type { IO } from '../io.ts';
import { checkOutputs } from '../judge/outputs.ts';
import { Rehearsals } from '../judge/rehearsals.ts';
import { findSmallest, type Smallest } from '../judge/smallest.ts';
import type { WorkOptions } from '../judge/work-options.ts';
import { WorkProgress } from '../judge/work-progress.ts';
import { type Progress, startProgress } from '../progress.ts';
import { assessmentOf } from './basis.ts';
import { makeBasis } from './make-basis.ts';
import { partText } from './part.ts';
import { type Prepared, prepare } from './prepare.ts';
import { exitOf, leaveAssessment } from './print.ts';
import type { AssessRequest } from './request.ts';

/** Rehearses a policy from all starts of a history, and says what came of it; of a shard, writes the part. Returns the exit code. */
export async function assess(request: AssessRequest, io: IO): Promise<number> {
  await checkOutputs(request.output, io);
  const { prepared, rehearsals, smallest } = await rehearse(request, io);
  const isPartial = io.interrupted.aborted;
  const { shard } = request.rehearsals;
  if (isPartial && (shard || rehearsals.length === 0)) throw fail('INTERRUPTED', {});
  const basis = makeBasis({ ...prepared, smallest }, request, rehearsals);
  if (shard) return leavePart(partText({ shard, basis, rehearsals }), request, io);
  const assessment = assessmentOf(basis, rehearsals, { isPartial, invocation: io.invocation });
  await leaveAssessment({ assessment, basis, rehearsals }, request.output, io);
  io.report(assessment.diagnostics as typeof prepared.diagnostics);
  return exitOf(assessment, request.limits);
}

interface Rehearsed {
  readonly prepared: Prepared;
  readonly rehearsals: readonly StartOutcomes[];
  readonly smallest: Smallest;
}

async function rehearse(request: AssessRequest, io: IO): Promise<Rehearsed> {
  const progress = await startProgress(io, request.output);
  try {
    const prepared = await prepare(request, progress, io);
    const { format, quiet } = request.output;
    progress.withoutSpinner(() => {
      const { table } = prepared.read;
      if (table && format === 'text' && !quiet) io.err(`${table}\n`);
      io.report(prepared.diagnostics);
    });
    const rehearsals = new Rehearsals(prepared.read.history, request.rehearsals.jobs);
    try {
      return { prepared, ...(await rehearseOn(rehearsals, prepared, { request, progress, io })) };
    } finally {
      await rehearsals.close();
    }
  } finally {
    progress.stop();
  }
}

interface Work {
  readonly request: AssessRequest;
  readonly progress: Progress;
  readonly io: IO;
}

async function rehearseOn(
  rehearsals: Rehearsals,
  { policy, read: { history }, starts, window, injections, incidents: named }: Prepared,
  { request, progress, io }: Work,
): Promise<Omit<Rehearsed, 'prepared'>> {
  const { shard = WHOLE } = request.rehearsals;
  const numbers = startNumbers(starts.count, shard);
  const incidents = named.map((one) => badTicks(one, history, window * history.interval));
  const task = { policy, starts, incidents, injections };
  const options = (what: string, total: number): WorkOptions => ({
    signal: io.interrupted,
    onDone: new WorkProgress(progress, { what, total, now: io.now }).done,
  });
  const done = await rehearsals.rehearse(task, numbers, {
    ...options('rehearsing', numbers.length),
    meanwhile: () => void memoriesIn(policy.plan, history),
  });
  // The search looks at all starts, so that one part of a whole makes it for the others.
  const isSearched = shard.part === 1 && !io.interrupted.aborted;
  const search = { injections, history, rehearsals, task };
  const searching = options('searching the smallest effect that is caught', starts.count);
  return { rehearsals: done, smallest: isSearched ? await findSmallest(search, searching) : {} };
}

async function leavePart(
  text: string,
  { output: { file = '-', overwrite } }: AssessRequest,
  io: IO,
): Promise<number> {
  if (file === '-') io.out(text);
  else {
    const { writeResult } = await import('../write-result.ts');
    await writeResult(file, text, { overwrite }, io);
  }
  return 0;
}
