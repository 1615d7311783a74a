import type { Assessment } from '../../judge/assessment.ts';
import type { StartOutcomes } from '../../judge/outcome.ts';
import { printableJson } from '../../text/printable.ts';
import { toJson } from '../diagnostics.ts';
import type { IO } from '../io.ts';
import { leaveReport } from '../judge/outputs.ts';
import { writeResult } from '../write-result.ts';
import type { Basis } from './basis.ts';
import type { AssessOutput, Limits } from './output-request.ts';

/** An assessment, and what it was made of. */
export interface Assessed {
  readonly assessment: Assessment;
  readonly basis: Basis;
  readonly rehearsals: readonly StartOutcomes[];
}

const MAX_WIDTH = 120;
const FILE_WIDTH = 80;

/** Prints an assessment, or writes it where it is wanted, and its report. Throws FILE_EXISTS, FILE_UNWRITABLE. */
export async function leaveAssessment(assessed: Assessed, output: AssessOutput, io: IO): Promise<void> {
  const { file, format } = output;
  const text = await resultText(assessed, output, io);
  if (file !== undefined && file !== '-') await writeResult(file, text, output, io);
  else if (format === 'json') io.out(text);
  else io.say(text);
  await leaveReport(() => reportPage(assessed), output, io);
}

/** 1 where a limit is not kept, or where that cannot be told and it must be sure; 130 for a part of an assessment. */
export function exitOf({ partial, verdict }: Assessment, { sure }: Pick<Limits, 'sure'>): number {
  if (partial) return 130;
  if (verdict === 'beyond') return 1;
  return verdict === 'cannot tell' && sure ? 1 : 0;
}

async function resultText({ assessment, basis }: Assessed, output: AssessOutput, io: IO): Promise<string> {
  const { format, file } = output;
  if (format === 'json') return assessmentJson(assessment);
  const { assessmentBlocks } = await import('../../render/assessment-blocks.ts');
  const blocks = assessmentBlocks(assessment, new Map(basis.policy.measures));
  if (format === 'markdown') {
    const { blocksMarkdown } = await import('../../render/blocks/markdown.ts');
    return blocksMarkdown(blocks);
  }
  const { blocksText } = await import('../../render/blocks/text.ts');
  const isFile = file !== undefined;
  return blocksText(blocks, {
    width: isFile ? FILE_WIDTH : Math.min(io.columns, MAX_WIDTH),
    colour: !isFile && io.colour.stdout,
  });
}

const assessmentJson = (assessment: Assessment): string =>
  `${printableJson({ ...assessment, diagnostics: toJson(assessment.diagnostics as never) }, 2)}\n`;

async function reportPage({ assessment, basis, rehearsals }: Assessed): Promise<string> {
  const { assessmentHtml } = await import('../../render/assessment.ts');
  const { text, values, measures } = basis.policy;
  return assessmentHtml({
    assessment,
    outcomes: rehearsals.map(({ healthy }) => healthy),
    measures: new Map(measures),
    policyText: text,
    valuesText: values,
  });
}
