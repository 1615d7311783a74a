import { printableLine } from '../text/printable.ts';
import { widthOf } from '../text/width.ts';
import { noPaint, type Paint } from './paint.ts';

const GAP = '  ';

/**
 * A table as text: a header, then rows, columns padded to their widest cell, no trailing spaces. Ends with a
 * newline.
 */
export function table(
  header: readonly string[],
  texts: readonly (readonly string[])[],
  paint: Paint = noPaint,
): string {
  const rows = texts.map((cells) => cells.map(printableLine));
  const widths = header.map((title, c) =>
    Math.max(widthOf(title), ...rows.map((row) => widthOf(row[c] ?? ''))),
  );
  const pad = (cells: readonly string[]): string =>
    widths
      .map((width, c) => padTo(cells[c] ?? '', width))
      .join(GAP)
      .trimEnd();
  return [paint.bold(pad(header)), ...rows.map(pad)].map((line) => `${line}\n`).join('');
}

/** A text padded with spaces to that many columns. */
export const padTo = (text: string, width: number): string =>
  text + ' '.repeat(Math.max(0, width - widthOf(text)));
