import { cutColoured } from '../../text/cut-coloured.ts';
import { widthOf } from '../../text/width.ts';
import type { ScreenSize } from './screen.ts';

/** The other screen, no cursor, no wrapping at the edge, pasted text marked as such. */
export const ENTER = '\x1b[?1049h\x1b[?25l\x1b[?7l\x1b[?2004h';
/** All of that undone. */
export const LEAVE = '\x1b[0m\x1b[?2004l\x1b[?7h\x1b[?25h\x1b[?1049l';

/** Terminals that know these show what stands between them at once. */
const BEGIN = '\x1b[?2026h';
const END = '\x1b[?2026l';
const CLEAR = '\x1b[2J';
const CLEAR_LINE = '\x1b[2K';
const CLEAR_REST = '\x1b[K';

/** The lines of a picture that a terminal of this size has room for. */
export const fitLines = (lines: readonly string[], { columns, rows }: ScreenSize): string[] =>
  lines.slice(0, rows).map((line) => cutColoured(line, columns));

/** What to write so that a terminal that shows `before` shows `after`; undefined where nobody knows what it shows. */
export function patch(
  before: readonly string[] | undefined,
  after: readonly string[],
  { columns }: ScreenSize,
): string {
  const shown = before ?? [];
  const changed = after.flatMap((line, y) =>
    line === shown[y] ? [] : [`${at(y)}${lineText(line, columns)}`],
  );
  const gone = shown.slice(after.length).map((_, i) => `${at(after.length + i)}${CLEAR_LINE}`);
  const all = [before ? '' : CLEAR, ...changed, ...gone].join('');
  return all === '' ? '' : `${BEGIN}${all}${END}`;
}

const at = (y: number): string => `\x1b[${y + 1};1H`;

/** After a full line the cursor still stands on its last character. */
const lineText = (line: string, columns: number): string =>
  widthOf(line) < columns ? line + CLEAR_REST : line;
