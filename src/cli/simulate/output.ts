import type { Plan } from '../../circuit/plan.ts';
import { diagnostic, type RolloutError } from '../../errors/rollout-error.ts';
import type { Run } from '../../run/options.ts';
import type { RunResult } from '../../run/result.ts';
import { printableJson, printableLine } from '../../text/printable.ts';
import { toJson } from '../diagnostics.ts';
import type { IO } from '../io.ts';
import type { GatedRollout } from './gated-rollout.ts';
import type { MaxBlind } from './max-blind.ts';
import type { OpenedSource } from './opened-source.ts';
import type { OutputRequest } from './output-request.ts';

interface Finished {
  readonly run: Run;
  readonly plan: Plan;
  readonly preflight: OpenedSource['preflight'];
  /** The gates of a rollout file, where one is rehearsed. */
  readonly gated: GatedRollout | undefined;
  /** What ended a live run; its result is printed before it is thrown, but not as JSON. */
  readonly failure: RolloutError | undefined;
}

const MAX_WIDTH = 120;

/**
 * Loads what the end of a run needs: during a long one the files of rollout may be replaced by those of
 * another version.
 */
export const loadOutput = (): Promise<unknown> =>
  Promise.all([
    import('../../render/chart.ts'),
    import('../../render/summary.ts'),
    import('../../render/report.ts'),
    import('../../render/summary/blind.ts'),
  ]);

/** Prints what a run came to, and returns the exit code. Throws the failure that ended it. */
export async function printResult(
  { run, plan, preflight, gated, failure }: Finished,
  request: Pick<OutputRequest, 'format' | 'expected' | 'maxBlind'>,
  io: IO,
): Promise<number> {
  const { format } = request;
  if (failure && format === 'json') throw failure;
  if (format === 'json') io.out(resultJson(run, { preflight, rollout: gated?.json }));
  else io.say(await resultText(run, { plan, gated }, io));
  if (failure) throw failure;
  if (run.result.outcome === 'interrupted') return 130;
  const found = await faultsOf({ plan, result: run.result }, request);
  for (const fault of found) reportUnexpected(fault, io);
  return found.length === 0 ? 0 : 1;
}

/** A line of stderr, annotated where a forge asks for it. */
export function reportUnexpected(fault: string, io: IO): void {
  io.err(`${fault}\n`);
  io.annotate([diagnostic('SIMULATE_UNEXPECTED', { fault })]);
}

/** A run that is over, with the plan that ran. */
interface Judged {
  readonly plan: Plan;
  readonly result: RunResult;
}

/** In what a result is not as expected, a line each. */
export async function faultsOf(
  rehearsal: Judged,
  { expected, maxBlind }: Pick<OutputRequest, 'expected' | 'maxBlind'>,
): Promise<readonly string[]> {
  const faults = [outcomeFault(rehearsal.result, expected), await blindFault(rehearsal, maxBlind)];
  return faults.filter((fault) => fault !== undefined);
}

function outcomeFault({ outcome }: RunResult, expected: OutputRequest['expected']): string | undefined {
  if (!expected || expected.includes(outcome)) return undefined;
  return `expected ${expected.join(' or ')}, got ${outcome}`;
}

/** What the run did not see, where it was more than it may be. */
async function blindFault(rehearsal: Judged, max: MaxBlind | undefined): Promise<string | undefined> {
  if (!max || rehearsal.result.blind.share <= max.share) return undefined;
  const { blindText } = await import('../../render/summary/blind.ts');
  return `${printableLine(blindText(rehearsal))}; ${max.rule}`;
}

/** The result as one JSON document, keys in the promised order; `preflight` and `rollout` only where there was one. */
const resultJson = ({ result }: Run, others: object): string =>
  `${printableJson({ ...result, diagnostics: toJson(result.diagnostics), ...others }, 2)}\n`;

/** The result for people: chart, events, counts, and what came of it. */
async function resultText(
  { result, series }: Run,
  { plan, gated }: Pick<Finished, 'plan' | 'gated'>,
  io: IO,
): Promise<string> {
  const [{ chart }, { summary }] = await Promise.all([
    import('../../render/chart.ts'),
    import('../../render/summary.ts'),
  ]);
  const rehearsal = { plan, result, series };
  const look = {
    width: Math.min(io.columns, MAX_WIDTH),
    colour: io.colour.stdout,
    unicode: io.unicode.stdout,
    invocation: io.invocation,
  };
  const text = summary(rehearsal, { ...look, notes: gated?.notes(result) });
  return result.ticks === 0 ? text : `${chart(rehearsal, look)}\n${text}`;
}
