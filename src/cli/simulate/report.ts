import { extname } from 'node:path';
import type { Plan } from '../../circuit/plan.ts';
import { fail } from '../../errors/rollout-error.ts';
import { writePolicy } from '../../policy/write.ts';
import type { Run } from '../../run/run.ts';
import type { LoadedPolicy } from '../inputs.ts';
import type { IO } from '../io.ts';

/** Throws USAGE_VALUE unless the name ends in .html or .svg. */
export function checkReport(file: string): void {
  if (!['.html', '.svg'].includes(extname(file)))
    throw fail('USAGE_VALUE', { flag: '--report', got: file, expected: 'a name that ends in .html or .svg' });
}

/** Writes the report of a finished run: a page, or a picture, as the name ends. Throws FILE_EXISTS, FILE_UNWRITABLE. */
export async function writeReport(
  file: string,
  { result, recording, frame }: Run,
  { plan, loaded, io, overwrite }: { plan: Plan; loaded: LoadedPolicy; io: IO; overwrite: boolean },
): Promise<void> {
  const { reportHtml, reportSvg } = await import('../../render/report.ts');
  const isPage = extname(file) === '.html';
  const model = {
    plan,
    result,
    recording,
    policyText: writePolicy(loaded.resource, 'cr'),
    valuesText: loaded.blueprint ? loaded.text : null,
    circuitSvg: isPage ? await circuitPicture(plan, frame) : null,
  };
  await io.write(file, isPage ? reportHtml(model) : reportSvg(model), { overwrite });
}

/** The circuit with the readings of the last tick, so that each has its place; the page moves them. */
async function circuitPicture(plan: Plan, frame: Float64Array): Promise<string> {
  const { svg } = await import('../../render/svg.ts');
  return svg(plan.tree, 1, { readings: new Map(plan.columns.map(({ name, slot }) => [name, frame[slot]!])) });
}
