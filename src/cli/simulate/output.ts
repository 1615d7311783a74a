import type { Plan } from '../../circuit/plan.ts';
import type { Run } from '../../run/options.ts';
import { toJson } from '../diagnostics.ts';
import type { IO } from '../io.ts';

/** The result as one JSON document, keys in the promised order. */
export const resultJson = ({ result }: Run): string =>
  `${JSON.stringify({ ...result, diagnostics: toJson(result.diagnostics) }, null, 2)}\n`;

/** Loads what the end of a run needs: while a long one goes on, the files of rollout may be replaced by those of another version. */
export const loadOutput = (): Promise<unknown> =>
  Promise.all([
    import('../../render/chart.ts'),
    import('../../render/summary.ts'),
    import('../../render/report.ts'),
  ]);

/** The result for people: chart, events, counts, and what came of it. */
export async function resultText({ result, series }: Run, plan: Plan, io: IO): Promise<string> {
  const [{ chart }, { summary }] = await Promise.all([
    import('../../render/chart.ts'),
    import('../../render/summary.ts'),
  ]);
  const rehearsal = { plan, result, series };
  const look = { width: Math.min(io.columns, 120), colour: io.colour.stdout };
  return result.ticks === 0
    ? summary(rehearsal, look)
    : `${chart(rehearsal, look)}\n${summary(rehearsal, look)}`;
}
