import type { Location } from '../../errors/location.ts';

/** The text of a document and the name of its file. */
export class Source {
  readonly text: string;
  readonly file: string;
  #lineStarts: readonly number[] | undefined;

  /** A byte order mark is left out. */
  constructor(text: string, file: string) {
    this.text = text.replace(/^\uFEFF/, '');
    this.file = file;
  }

  /** The line and column of an offset, and the line's text. */
  locate(offset: number): Location {
    const { text, file } = this;
    const at = Math.min(offset, text.length);
    this.#lineStarts ??= lineStartsOf(text);
    const line = linesUpTo(at, this.#lineStarts);
    const start = this.#lineStarts[line - 1]!;
    const end = text.indexOf('\n', start);
    const lineText = text.slice(start, end < 0 ? undefined : end);
    const shown = lineText.endsWith('\r') ? lineText.slice(0, -1) : lineText;
    return { file, line, column: at - start + 1, text: shown };
  }
}

function lineStartsOf(text: string): number[] {
  const starts = [0];
  for (let i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) starts.push(i + 1);
  return starts;
}

/** So many lines start at an offset or before it. */
function linesUpTo(offset: number, starts: readonly number[]): number {
  let low = 0;
  let high = starts.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (starts[middle]! <= offset) low = middle;
    else high = middle;
  }
  return low + 1;
}
