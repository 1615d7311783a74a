import type { Location } from '../../errors/location.ts';

/** The text of a document and the name of its file. */
export class Source {
  readonly text: string;
  readonly file: string;

  /** A byte order mark is left out. */
  constructor(text: string, file: string) {
    this.text = text.replace(/^\uFEFF/, '');
    this.file = file;
  }

  /** The line and column of an offset, and the line's text. */
  locate(offset: number): Location {
    const { text, file } = this;
    const at = Math.min(offset, text.length);
    const start = at === 0 ? 0 : text.lastIndexOf('\n', at - 1) + 1;
    const end = text.indexOf('\n', start);
    const lineText = text.slice(start, end < 0 ? undefined : end).replace(/\r$/, '');
    return { file, line: lineNumber(text, start), column: at - start + 1, text: lineText };
  }
}

/** Of the line that starts at an offset, from 1. */
function lineNumber(text: string, start: number): number {
  let line = 1;
  for (let i = text.indexOf('\n'); i >= 0 && i < start; i = text.indexOf('\n', i + 1)) line++;
  return line;
}
