import type { Plan } from '../../circuit/plan.ts';
import type { RolloutError } from '../../errors/rollout-error.ts';
import type { Run } from '../../run/options.ts';
import { printableJson } from '../../text/printable.ts';
import { toJson } from '../diagnostics.ts';
import type { IO } from '../io.ts';
import type { OutputRequest } from './output-request.ts';

interface Finished {
  readonly run: Run;
  readonly plan: Plan;
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
  ]);

/** Prints what a run came to, and returns the exit code. Throws the failure that ended it. */
export async function printResult(
  { run, plan, failure }: Finished,
  { format, expected }: Pick<OutputRequest, 'format' | 'expected'>,
  io: IO,
): Promise<number> {
  if (failure && format === 'json') throw failure;
  io.out(format === 'json' ? resultJson(run) : await resultText(run, plan, io));
  if (failure) throw failure;
  const { outcome } = run.result;
  if (outcome === 'interrupted') return 130;
  if (!expected || expected.includes(outcome)) return 0;
  io.err(`expected ${expected.join(' or ')}, got ${outcome}\n`);
  return 1;
}

/** The result as one JSON document, keys in the promised order. */
const resultJson = ({ result }: Run): string =>
  `${printableJson({ ...result, diagnostics: toJson(result.diagnostics) }, 2)}\n`;

/** The result for people: chart, events, counts, and what came of it. */
async function resultText({ result, series }: Run, plan: Plan, io: IO): Promise<string> {
  const [{ chart }, { summary }] = await Promise.all([
    import('../../render/chart.ts'),
    import('../../render/summary.ts'),
  ]);
  const rehearsal = { plan, result, series };
  const look = { width: Math.min(io.columns, MAX_WIDTH), colour: io.colour.stdout };
  const text = summary(rehearsal, look);
  return result.ticks === 0 ? text : `${chart(rehearsal, look)}\n${text}`;
}
