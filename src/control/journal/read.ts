import { isNext, type JournalLine, readLine } from './line.ts';
import { readSegment, segmentsOf } from './segments.ts';

export interface ReadJournal {
  readonly lines: readonly JournalLine[];
  /** Sequence numbers whose line is not what followed the line before; 0 for what is no line. */
  readonly broken: readonly number[];
}

/** The whole lines of a journal, from the first that is kept; a line that is being written is left out. Throws what the system says. */
export const readJournal = (directory: string): ReadJournal =>
  readJournalLines(segmentsOf(directory).flatMap((file) => readSegment(file).lines));

/** The lines of a journal from their texts. */
export function readJournalLines(texts: readonly string[]): ReadJournal {
  const lines: JournalLine[] = [];
  const broken: number[] = [];
  let before: string | undefined;
  for (const text of texts) {
    const line = readLine(text);
    const isWhole = line && (before === undefined || isNext(line, before));
    if (!isWhole) broken.push(line?.sequence ?? 0);
    if (line) lines.push(line);
    before = text;
  }
  return { lines, broken };
}

const MAX_NAMED = 5;

/** Those lines in words: `line 3, 7`. */
export function brokenText(broken: readonly number[]): string {
  const shown = broken
    .slice(0, MAX_NAMED)
    .map((sequence) => (sequence === 0 ? 'one without a number' : sequence));
  const more = broken.length > MAX_NAMED ? `, and ${broken.length - MAX_NAMED} more` : '';
  return `line ${shown.join(', ')}${more}`;
}
