import type { Slices } from '../plot/range.ts';
import type { Mark } from '../plot.ts';
import type { Glyphs, Ink, Paint } from './paint.ts';

/** A small drawing of `rows` lines, top row first; every cell is one column wide. */
export interface Grid {
  readonly cells: string[][];
  readonly inks: Ink[][];
}

/** Which row of `rows` a value falls in, 0 at the top; clamped, so that infinities stay in sight. */
export function rowOf(value: number, low: number, high: number, rows: number): number {
  const share = (value - low) / (high - low);
  return rows - 1 - Math.min(rows - 1, Math.max(0, Math.floor(share * rows)));
}

export function grid(width: number, rows: number): Grid {
  const line = <T>(fill: T): T[][] => Array.from({ length: rows }, () => new Array<T>(width).fill(fill));
  return { cells: line(' '), inks: line<Ink>('plain') };
}

/** Fills from the bottom up to the least reading of each slice; what lies between least and greatest is shaded. */
export function drawArea(
  { cells, inks }: Grid,
  { min, max }: Slices,
  [low, high]: readonly [number, number],
  glyphs: Glyphs,
): void {
  const rows = cells.length;
  const eighths = (value: number) =>
    Math.round(Math.min(1, Math.max(0, (value - low) / (high - low))) * rows * 8);
  for (let x = 0; x < min.length; x++) {
    if (min[x] !== min[x]) continue;
    const solid = min[x]! > low ? Math.max(1, eighths(min[x]!)) : eighths(min[x]!);
    const shaded = eighths(max[x]!);
    for (let row = 0; row < rows; row++) {
      const floor = (rows - 1 - row) * 8;
      const full = Math.min(8, Math.max(0, solid - floor));
      if (full > 0) put(cells, inks, row, x, glyphs.area[full]!, 'accept');
      else if (shaded - floor >= 4) put(cells, inks, row, x, glyphs.between, 'accept');
    }
  }
}

/** A line through two slices a cell, four dots high; a slice is drawn from its least to its greatest reading. */
export function drawLine(
  at: Grid,
  { min, max }: Slices,
  [low, high]: readonly [number, number],
  glyphs: Glyphs,
): void {
  const rows = at.cells.length;
  const dots = glyphs.braille ? rows * 4 : rows;
  let before: number | undefined;
  for (let x = 0; x < min.length; x++) {
    if (min[x] !== min[x]) {
      before = undefined;
      continue;
    }
    let [top, bottom] = [rowOf(max[x]!, low, high, dots), rowOf(min[x]!, low, high, dots)];
    const middle = Math.round((top + bottom) / 2);
    if (before !== undefined && before < top) top = before + 1;
    if (before !== undefined && before > bottom) bottom = before - 1;
    for (let y = top; y <= bottom; y++) dot(at, x, y, glyphs);
    before = middle;
  }
}

/** Dashes at a value, where nothing else is drawn; returns the row. */
export function drawMark(
  { cells, inks }: Grid,
  mark: Mark,
  [low, high]: readonly [number, number],
  glyphs: Glyphs,
): number {
  const row = rowOf(mark.value, low, high, cells.length);
  for (let x = 0; x < cells[row]!.length; x++) {
    if (cells[row]![x] === ' ') put(cells, inks, row, x, glyphs.rule, mark.direction ?? 'dim');
  }
  return row;
}

/** One row as text: runs of the same ink are painted together. */
export function rowText({ cells, inks }: Grid, row: number, paint: Paint): string {
  let text = '';
  for (let from = 0; from < cells[row]!.length; ) {
    const ink = inks[row]![from]!;
    let to = from;
    while (to < cells[row]!.length && inks[row]![to] === ink) to++;
    text += paint(ink, cells[row]!.slice(from, to).join(''));
    from = to;
  }
  return text;
}

const BRAILLE = 0x2800;
const DOTS = [
  [0x01, 0x02, 0x04, 0x40],
  [0x08, 0x10, 0x20, 0x80],
] as const;

function dot({ cells, inks }: Grid, x: number, y: number, glyphs: Glyphs): void {
  if (!glyphs.braille) {
    put(cells, inks, y, x, glyphs.dot, 'line');
    return;
  }
  const [row, column] = [y >> 2, x >> 1];
  const code = cells[row]![column]!.codePointAt(0)!;
  put(
    cells,
    inks,
    row,
    column,
    String.fromCodePoint((code >= BRAILLE ? code : BRAILLE) | DOTS[x & 1]![y & 3]!),
    'line',
  );
}

function put(cells: string[][], inks: Ink[][], row: number, x: number, cell: string, ink: Ink): void {
  cells[row]![x] = cell;
  inks[row]![x] = ink;
}
