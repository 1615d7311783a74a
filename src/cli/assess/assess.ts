import { fail } from '../../errors/rollout-error.ts';
import { badTicks } from '../../judge/bad-ticks.ts';
import type { StartOutcomes } from '../../judge/outcome.ts';
import { startNumbers } from '../../judge/shard.ts';
import type { IO } from '../io.ts';
import { Rehearsals } from '../judge/rehearsals.ts';
import { WorkProgress } from '../judge/work-progress.ts';
import { startProgress } from '../progress.ts';
import { assessmentOf } from './basis.ts';
import { makeBasis } from './make-basis.ts';
import { partText } from './part.ts';
import { type Prepared, prepare } from './prepare.ts';
import { exitOf, leaveAssessment } from './print.ts';
import type { AssessRequest } from './request.ts';

/** Rehearses a policy from all starts of a history, and says what came of it; of a shard, writes the part. Returns the exit code. */
export async function assess(request: AssessRequest, io: IO): Promise<number> {
  await checkFiles(request, io);
  const { prepared, rehearsals } = await rehearse(request, io);
  const isPartial = io.interrupted.aborted;
  const { shard } = request.rehearsals;
  if (isPartial && (shard || rehearsals.length === 0)) throw fail('INTERRUPTED', {});
  const basis = makeBasis(prepared, request, rehearsals, io);
  if (shard) return leavePart(partText({ shard, basis, rehearsals }), request, io);
  const assessment = assessmentOf(basis, rehearsals, isPartial);
  await leaveAssessment({ assessment, basis, rehearsals }, request.output, io);
  io.report(assessment.diagnostics as typeof prepared.diagnostics);
  return exitOf(assessment, request.limits);
}

/** A place that cannot be written is known before the first rehearsal, not after the last. */
async function checkFiles({ output: { file, report, overwrite } }: AssessRequest, io: IO): Promise<void> {
  if (overwrite || io.isTTY.stdin) return;
  for (const one of [file, report]) if (one !== undefined && one !== '-') await io.checkWritable(one);
}

interface Rehearsed {
  readonly prepared: Prepared;
  readonly rehearsals: readonly StartOutcomes[];
}

async function rehearse(request: AssessRequest, io: IO): Promise<Rehearsed> {
  const progress = await startProgress(io, request.output);
  try {
    const prepared = await prepare(request, progress, io);
    const { read, policy, starts, injections, window } = prepared;
    const { format, quiet } = request.output;
    progress.withoutSpinner(() => {
      if (read.table && format === 'text' && !quiet) io.err(`${read.table}\n`);
      io.report(prepared.diagnostics);
    });
    const { part = 1, of = 1 } = request.rehearsals.shard ?? {};
    const numbers = startNumbers(starts.count, { part, of });
    const shown = new WorkProgress(progress, { what: 'rehearsing', total: numbers.length, now: io.now });
    const { history } = read;
    const incidents = prepared.incidents.map((one) => badTicks(one, history, window * history.interval));
    const task = { policy, starts, incidents, injections };
    const options = { signal: io.interrupted, onDone: shown.done };
    const rehearsals = new Rehearsals(history, request.rehearsals.jobs);
    try {
      return { prepared, rehearsals: await rehearsals.rehearse(task, numbers, options) };
    } finally {
      await rehearsals.close();
    }
  } finally {
    progress.stop();
  }
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
