import { fail } from '../../errors/rollout-error.ts';
import { isMemoryLong } from '../../judge/assess/memory.ts';
import { compare as comparePairs, type Side } from '../../judge/compare/compare.ts';
import type { StartOutcomes } from '../../judge/outcome.ts';
import { assessmentOf, type Basis } from '../assess/basis.ts';
import { makeBasis } from '../assess/make-basis.ts';
import type { IO } from '../io.ts';
import { checkOutputs } from '../judge/outputs.ts';
import { startProgress } from '../progress.ts';
import { eachOnce } from '../settings/each-once.ts';
import { leaveComparison } from './print.ts';
import { type BothRehearsed, rehearseBoth } from './rehearse-both.ts';
import type { CompareRequest } from './request.ts';
import { type PreparedSide, type PreparedSides, prepareSides } from './sides.ts';

/** Rehearses two policies from the same starts of a history, and says which is better. Returns the exit code. */
export async function compare(request: CompareRequest, io: IO): Promise<number> {
  await checkOutputs(request.output, io);
  const { sides, rehearsed } = await rehearse(request, io);
  const isPartial = io.interrupted.aborted;
  const a = sideOf(sides.a, rehearsed.a, isPartial, io);
  const b = sideOf(sides.b, rehearsed.b, isPartial, io);
  const comparison = comparePairs(a, b, termsOf(sides, [a.basis, b.basis], request.margin));
  if (isPartial && comparison.pairs === 0) throw fail('INTERRUPTED', {});
  await leaveComparison(comparison, request, io);
  if (isPartial) return 130;
  return comparison.verdict === request.failOn ? 1 : 0;
}

interface Rehearsed {
  readonly sides: PreparedSides;
  readonly rehearsed: BothRehearsed;
}

async function rehearse(request: CompareRequest, io: IO): Promise<Rehearsed> {
  const { format, quiet } = request.output;
  const progress = await startProgress(io, request.output);
  try {
    const sides = await prepareSides(request, progress, io);
    progress.withoutSpinner(() => {
      const { table } = sides.b.prepared.read;
      if (table && format === 'text' && !quiet) io.err(`${table}\n`);
      io.report(eachOnce([...sides.a.prepared.diagnostics, ...sides.b.prepared.diagnostics]));
    });
    return { sides, rehearsed: await rehearseBoth(sides, request.rehearsals.jobs, progress, io) };
  } finally {
    progress.stop();
  }
}

interface AssessedSide extends Side {
  readonly basis: Basis;
}

function sideOf(
  { prepared, request }: PreparedSide,
  rehearsals: readonly StartOutcomes[],
  isPartial: boolean,
  io: IO,
): AssessedSide {
  const basis = makeBasis({ ...prepared, smallest: {} }, request, rehearsals);
  const { invocation } = io;
  return { basis, rehearsals, assessment: assessmentOf(basis, rehearsals, { isPartial, invocation }) };
}

function termsOf({ a }: PreparedSides, bases: readonly Basis[], margin: number) {
  const { starts, window, read, injections } = a.prepared;
  return {
    horizon: starts.horizon,
    every: starts.every,
    window,
    interval: read.history.interval,
    isMemoryLong: bases.some(({ input }) => isMemoryLong(input.facts)),
    margin,
    effects: injections.map(({ effect }) => effect),
  } satisfies Parameters<typeof comparePairs>[2];
}
