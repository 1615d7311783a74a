import { wrapText } from './chart/fit-text.ts';
import { type Paint, painter } from './chart/paint.ts';
import type { Rehearsal } from './plot.ts';
import { countLines } from './summary/count-lines.ts';
import { eventLines } from './summary/event-lines.ts';
import { sentence } from './summary/sentence.ts';

/** `width` in terminal columns, at least 40. */
export interface SummaryOptions {
  readonly width: number;
  readonly colour: boolean;
  /** How rollout is started, where not as `rollout`. */
  readonly invocation?: string;
  /** What is said before the sentence, a block of lines. */
  readonly notes?: { readonly title: string; readonly lines: readonly string[] };
}

const MIN_WIDTH = 40;

/** What history cannot show; every result and report made from it says so. */
export const OPEN_LOOP =
  'Open loop: this history was made under another accept percentage. A metric of the whole service does not show what the feature would have changed; a metric per arm does.';

/** The event list with reasons, the counts, and what came of it in one sentence. */
export function summary(rehearsal: Rehearsal, options: SummaryOptions): string {
  const paint = painter(options.colour);
  const width = Math.max(MIN_WIDTH, options.width);
  const blocks = [
    eventBlock(rehearsal, width, paint),
    countBlock(rehearsal, width, paint),
    noteBlock(options.notes, width, paint),
    openLoopBlock(rehearsal, width, paint),
    wrapText(sentence(rehearsal, options.invocation), width).map((line) => paint('bold', line)),
  ];
  const texts = blocks.filter((block) => block.length > 0).map((block) => block.join('\n'));
  return `${texts.join('\n\n')}\n`;
}

function eventBlock(rehearsal: Rehearsal, width: number, paint: Paint): string[] {
  if (rehearsal.result.events.length === 0) return [];
  return [paint('bold', 'events'), ...eventLines(rehearsal, width, paint)];
}

function countBlock(rehearsal: Rehearsal, width: number, paint: Paint): string[] {
  if (rehearsal.result.ticks === 0) return [];
  return countLines(rehearsal, width, paint);
}

function noteBlock(notes: SummaryOptions['notes'], width: number, paint: Paint): string[] {
  if (!notes || notes.lines.length === 0) return [];
  const lines = notes.lines.flatMap((line) => wrapText(line, width - 2));
  return [paint('bold', notes.title), ...lines.map((line) => `  ${line}`)];
}

function openLoopBlock({ result }: Rehearsal, width: number, paint: Paint): string[] {
  if (result.source.kind !== 'history') return [];
  return wrapText(OPEN_LOOP, width).map((line) => paint('dim', line));
}
