import type { Plan } from '../../circuit/plan.ts';
import { writePolicy } from '../../policy/write.ts';
import type { Run } from '../../run/options.ts';
import type { LoadedPolicy } from '../load-policy.ts';
import type { ReportFormat } from './output-request.ts';

export interface Reported {
  readonly run: Run;
  readonly plan: Plan;
  readonly loaded: LoadedPolicy;
}

/** The text of a report: a page, or a static picture. */
export async function reportText(format: ReportFormat, { run, plan, loaded }: Reported): Promise<string> {
  const { reportHtml, reportSvg } = await import('../../render/report.ts');
  const model = {
    plan,
    result: run.result,
    series: run.series,
    policyText: writePolicy(loaded.resource, 'cr'),
    valuesText: loaded.blueprint ? loaded.text : null,
    circuitSvg: null,
  };
  if (format === 'svg') return reportSvg(model);
  return reportHtml({ ...model, circuitSvg: await circuitSvg(plan, run) });
}

/**
 * The circuit with the readings of the last tick; its series have them, the frame already holds the next
 * results.
 */
async function circuitSvg(plan: Plan, { series }: Run): Promise<string> {
  const { svg } = await import('../../render/svg.ts');
  const readings = new Map(
    series.columns.map(({ name, last }) => [name, last[series.buckets - 1] ?? Number.NaN]),
  );
  return svg(plan.tree, 1, { readings });
}
