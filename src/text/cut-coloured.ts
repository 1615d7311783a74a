import { widthOf } from './width.ts';

const COLOUR = /(\u001b\[[\d;]*m)/;
const RESET = '\u001b[0m';

let segmenter: Intl.Segmenter | undefined;

/** The first `columns` columns of a line that may hold colours; one that is cut ends in no colour. */
export function cutColoured(line: string, columns: number): string {
  if (widthOf(line) <= columns) return line;
  segmenter ??= new Intl.Segmenter();
  let text = '';
  let left = columns;
  for (const part of line.split(COLOUR)) {
    if (COLOUR.test(part)) {
      text += part;
      continue;
    }
    for (const { segment } of segmenter.segment(part)) {
      left -= widthOf(segment);
      if (left < 0) return text.includes(RESET[0]!) ? text + RESET : text;
      text += segment;
    }
  }
  return text;
}
