import { FailureGuard } from '../../control/failure-guard.ts';
import { type Diagnostic, RolloutError } from '../../errors/rollout-error.ts';
import type { Run } from '../../run/options.ts';
import type { IO } from '../io.ts';
import type { OpenedSource } from './opened-source.ts';
import { loadOutput } from './output.ts';
import type { Rehearsal } from './rehearsal.ts';
import { reportText } from './report.ts';
import type { RunFiles } from './run-files.ts';
import { runRehearsal } from './run-rehearsal.ts';
import { openSource } from './source.ts';

/** A run, and the failure that ended it where it was live. */
export interface Rehearsed {
  readonly run: Run;
  readonly preflight: OpenedSource['preflight'];
  readonly failure: RolloutError | undefined;
}

/** Opens the source, runs the plan on it, writes trace and report, and reports the warnings. */
export async function rehearse(rehearsal: Rehearsal, io: IO): Promise<Rehearsed> {
  const { request, plan, loaded, files } = rehearsal;
  const { format, quiet, report, open } = request.outputs;
  const opened = await openSource(request.source, { plan, placeOf: loaded.placeOf }, io);
  if (opened.table && format === 'text' && !quiet) io.err(`${opened.table}\n`);
  const warnings = [...rehearsal.warnings, ...opened.diagnostics];
  io.report(warnings);
  if (opened.source.pace === 'live') await loadOutput();
  const guard = new FailureGuard(opened.source, io.interrupted);
  const notes = () => opened.notes?.() ?? [];
  const run = await runRehearsal({ ...rehearsal, opened, guard, warnings }, io).catch((problem) => {
    throw withNotes(problem, notes(), io);
  });
  const cut = await closeTrace(files.trace, guard);
  if (report) {
    const text = await reportText(report.format, { run, plan, loaded });
    await guard.guard(() => files.report?.write(text));
    await guard.guard(() => files.report?.commit());
  }
  if (!guard.hasFailed) for (const file of filesOf(request, notes().length > 0)) io.wrote(file);
  if (report && open && !guard.hasFailed) await io.open(report.file);
  io.report(run.result.diagnostics.filter(({ code }) => format === 'json' || code !== 'PROM_OPEN_LOOP'));
  io.report(notes());
  return { run, preflight: opened.preflight, failure: guard.failure(cut) };
}

/** What a run has written; one that was cut has no whole recording of a history. */
function filesOf({ source, outputs }: Rehearsal['request'], isCut: boolean): string[] {
  const record = source.kind === 'server' && !isCut ? source.record : undefined;
  const written = [outputs.trace?.file, record?.file, outputs.report?.file];
  return written.filter((file) => file !== undefined);
}

/** Commits the trace; after a failure the whole rows of it, with a warning. */
async function closeTrace(trace: RunFiles['trace'], guard: FailureGuard): Promise<readonly Diagnostic[]> {
  if (!guard.hasFailed) await guard.guard(() => trace?.commit());
  return guard.hasFailed ? (trace?.commitPartial() ?? []) : [];
}

/** A failure, and after it what is left of the run. */
function withNotes(problem: unknown, notes: readonly Diagnostic[], io: IO): unknown {
  if (problem instanceof RolloutError) return new RolloutError([...problem.diagnostics, ...notes], problem);
  io.report(notes);
  return problem;
}
