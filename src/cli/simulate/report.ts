import { extname } from 'node:path';
import type { Plan } from '../../circuit/plan.ts';
import { fail } from '../../errors/rollout-error.ts';
import { writePolicy } from '../../policy/write.ts';
import type { Run } from '../../run/options.ts';
import type { LoadedPolicy } from '../load-policy.ts';

/** Throws USAGE_VALUE unless the name ends in .html or .svg. */
export function checkReport(file: string | undefined): void {
  if (file === undefined || ['.html', '.svg'].includes(extname(file))) return;
  throw fail('USAGE_VALUE', { flag: '--report', got: file, expected: 'a name that ends in .html or .svg' });
}

/** The text of a report: a page, or a static picture, by the ending of its name. */
export async function reportText(
  file: string,
  finished: Run,
  plan: Plan,
  loaded: LoadedPolicy,
): Promise<string> {
  const { reportHtml, reportSvg } = await import('../../render/report.ts');
  const isPage = extname(file) === '.html';
  const model = {
    plan,
    result: finished.result,
    series: finished.series,
    policyText: writePolicy(loaded.resource, 'cr'),
    valuesText: loaded.blueprint ? loaded.text : null,
    circuitSvg: isPage ? await circuit(plan, finished) : null,
  };
  return isPage ? reportHtml(model) : reportSvg(model);
}

/** The circuit with the readings of the last tick; its series have them, the frame already holds the next results. */
async function circuit(plan: Plan, { series }: Run): Promise<string> {
  const { svg } = await import('../../render/svg.ts');
  const readings = new Map(
    series.columns.map(({ name, last }) => [name, last[series.buckets - 1] ?? Number.NaN]),
  );
  return svg(plan.tree, 1, { readings });
}
