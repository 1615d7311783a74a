import type { Tuning } from '../judge/tuning.ts';
import { headBlocks } from './assessment/blocks/head.ts';
import type { Measures } from './assessment/effect.ts';
import { type Block, line } from './blocks/block.ts';
import { figureTable } from './tuning/figure-table.ts';
import { frontTable } from './tuning/front-table.ts';
import { gainText, limitText, partialText, reasonText, slippedText, taskText } from './tuning/sentences.ts';
import { valueTable } from './tuning/value-table.ts';

/** A tuning for terminals and Markdown: what the chosen setting comes to beside the one in use, what changes, and the front. */
export function tuningBlocks(tuning: Tuning, measures: Measures): Block[] {
  const { within } = tuning;
  const slipped = slippedText(tuning);
  return [
    ...headBlocks(tuning.in_use, measures),
    ...(tuning.partial ? [line(partialText(tuning), 'backward')] : []),
    line(taskText(tuning, measures)),
    figureTable(tuning),
    valueTable(tuning),
    line(limitText(tuning), within ? 'forward' : 'reset'),
    ...(slipped === undefined ? [] : [line(slipped)]),
    ...(within ? [] : [line(reasonText(tuning, measures))]),
    ...(within ? [line(gainText(tuning), 'bold')] : []),
    ...differenceBlocks(tuning),
    frontTable(tuning),
  ];
}

function differenceBlocks({ differences }: Tuning): Block[] {
  if (differences.length === 0) return [];
  return [line(['what changes:', ...differences.map((one) => `~ ${one}`)].join('\n'))];
}
