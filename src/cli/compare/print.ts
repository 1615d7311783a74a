import type { Assessment } from '../../judge/assessment.ts';
import type { Comparison } from '../../judge/comparison.ts';
import { printableJson } from '../../text/printable.ts';
import { toJson } from '../diagnostics.ts';
import type { IO } from '../io.ts';
import { writeResult } from '../write-result.ts';
import type { CompareRequest } from './request.ts';

const MAX_WIDTH = 120;
const FILE_WIDTH = 80;

/** Prints a comparison, or writes it where it is wanted. Throws FILE_EXISTS, FILE_UNWRITABLE. */
export async function leaveComparison(
  comparison: Comparison,
  { output, files }: CompareRequest,
  io: IO,
): Promise<void> {
  const text = await resultText(comparison, { output, files }, io);
  const { file, format } = output;
  if (file !== undefined && file !== '-') await writeResult(file, text, output, io);
  else if (format === 'json') io.out(text);
  else io.say(text);
}

async function resultText(
  comparison: Comparison,
  { output: { format, file }, files }: Pick<CompareRequest, 'output' | 'files'>,
  io: IO,
): Promise<string> {
  if (format === 'json') return comparisonJson(comparison);
  const { commentBlocks, comparisonBlocks } = await import('../../render/comparison-blocks.ts');
  if (format === 'markdown') {
    const { blocksMarkdown } = await import('../../render/blocks/markdown.ts');
    return blocksMarkdown(commentBlocks(comparison, files));
  }
  const { blocksText } = await import('../../render/blocks/text.ts');
  const isFile = file !== undefined && file !== '-';
  return blocksText(comparisonBlocks(comparison, files), {
    width: isFile ? FILE_WIDTH : Math.min(io.columns, MAX_WIDTH),
    colour: !isFile && io.colour.stdout,
  });
}

function comparisonJson({ a, b, ...rest }: Comparison): string {
  const assessed = (one: Assessment) => ({ ...one, diagnostics: toJson(one.diagnostics as never) });
  return `${printableJson({ a: assessed(a), b: assessed(b), ...rest }, 2)}\n`;
}
