import type { Measure } from '../../circuit/plan.ts';
import type { Diagnostic } from '../../errors/rollout-error.ts';
import type { Assessment } from '../../judge/assessment.ts';
import type { Tuning } from '../../judge/tuning.ts';
import { printableJson } from '../../text/printable.ts';
import type { AssessedPolicy } from '../assess/basis.ts';
import type { AssessOutput } from '../assess/output-request.ts';
import { toJson } from '../diagnostics.ts';
import type { IO } from '../io.ts';
import { leaveReport } from '../judge/outputs.ts';

const MAX_WIDTH = 120;

/** A tuning, and the policies that it is of, for people. */
export interface TunedPolicy {
  readonly tuning: Tuning;
  readonly inUse: AssessedPolicy;
  readonly chosen: AssessedPolicy;
}

/** Prints a tuning, and writes its report. Throws FILE_EXISTS, FILE_UNWRITABLE. */
export async function leaveTuning(tuned: TunedPolicy, output: AssessOutput, io: IO): Promise<void> {
  await printTuning(tuned.tuning, new Map(tuned.inUse.measures), output, io);
  await leaveReport(() => reportPage(tuned), output, io);
}

/** On stderr where stdout has the values file. */
async function printTuning(
  tuning: Tuning,
  measures: ReadonlyMap<string, Measure>,
  { format, file }: AssessOutput,
  io: IO,
): Promise<void> {
  if (format === 'json') {
    io.out(tuningJson(tuning));
    return;
  }
  const { tuningBlocks } = await import('../../render/tuning-blocks.ts');
  const blocks = tuningBlocks(tuning, measures);
  if (format === 'markdown') {
    const { blocksMarkdown } = await import('../../render/blocks/markdown.ts');
    io.say(blocksMarkdown(blocks));
    return;
  }
  const { blocksText } = await import('../../render/blocks/text.ts');
  const stream = file === '-' ? 'stderr' : 'stdout';
  const text = blocksText(blocks, { width: Math.min(io.columns, MAX_WIDTH), colour: io.colour[stream] });
  if (stream === 'stderr') io.err(text);
  else io.say(text);
}

async function reportPage({ tuning, inUse, chosen }: TunedPolicy): Promise<string> {
  const { tuningHtml } = await import('../../render/tuning.ts');
  return tuningHtml({
    tuning,
    measures: new Map(inUse.measures),
    policyText: chosen.text,
    valuesText: inUse.values,
  });
}

function tuningJson(tuning: Tuning): string {
  const { in_use, chosen, diagnostics } = tuning;
  const result = {
    ...tuning,
    in_use: plain(in_use),
    chosen: {
      ...chosen,
      tuned_on: plain(chosen.tuned_on),
      judged_on: chosen.judged_on && plain(chosen.judged_on),
    },
    diagnostics: toJson(diagnostics as readonly Diagnostic[]),
  };
  return `${printableJson(result, 2)}\n`;
}

const plain = (assessment: Assessment): object => ({
  ...assessment,
  diagnostics: toJson(assessment.diagnostics as readonly Diagnostic[]),
});
