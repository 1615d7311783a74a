import { printableLine } from '../../text/printable.ts';
import { widthOf } from '../../text/width.ts';

/**
 * A text on one line of at most `width` columns; what does not fit ends in `…`. What a terminal obeys is
 * replaced.
 */
export function fitText(text: string, width: number): string {
  const line = lineOf(text);
  if (widthOf(line) <= width) return line;
  if (width <= 0) return '';
  return `${headOf(line, width - 1)}…`;
}

/** Breaks a text at spaces into lines of at most `width` columns; a longer word is broken where it must. */
export function wrapText(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of lineOf(text).split(BREAK)) {
    if (line !== '' && widthOf(line) + 1 + widthOf(word) > width) {
      lines.push(line);
      line = '';
    }
    line += line === '' ? word : ` ${word}`;
    while (widthOf(line) > width) {
      const head = headOf(line, width);
      lines.push(head);
      line = line.slice(head.length);
    }
  }
  return line === '' && lines.length > 0 ? lines : [...lines, line];
}

/** A space, but not one behind a sign of comparison or between a number and its unit. */
const BREAK = /(?<![<>=]) (?!(?<=\d )(?:%|[a-zA-Z]{1,3})(?![\w%]))/;

const lineOf = (text: string): string => printableLine(text).replaceAll('\t', ' ');

/** The first characters of a text, at most `width` columns. */
function headOf(text: string, width: number): string {
  let head = '';
  let used = 0;
  for (const character of text) {
    used += widthOf(character);
    if (used > width) break;
    head += character;
  }
  return head;
}
