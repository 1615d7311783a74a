import type { Slices } from '../plot/range.ts';
import type { Mark, Plot } from '../plot.ts';
import type { Glyphs } from './glyphs.ts';
import type { Cell, Grid } from './grid.ts';

/** A grid to draw on, the values at its bottom and top, and the characters to draw with. */
export interface Canvas {
  readonly grid: Grid;
  readonly range: Range;
  readonly glyphs: Glyphs;
}

type Range = Pick<Plot, 'low' | 'high'>;

const EIGHTHS = 8;
const HALF = 4;

/** Dots of a braille cell, by column and row. */
const BRAILLE_DOTS = [
  [0x01, 0x02, 0x04, 0x40],
  [0x08, 0x10, 0x20, 0x80],
] as const;
const BRAILLE = 0x2800;
const BRAILLE_ROWS = 4;

/**
 * Fills from the bottom up to the least reading of each slice; what lies between least and greatest is
 * shaded.
 */
export function drawArea(canvas: Canvas, { min, max }: Slices): void {
  const { grid, range } = canvas;
  for (let x = 0; x < min.length; x++) {
    if (Number.isNaN(min[x]!)) continue;
    const least = min[x]! > range.low ? 1 : 0;
    const solid = Math.max(least, eighthsOf(canvas, min[x]!));
    const shaded = eighthsOf(canvas, max[x]!);
    grid.forEach((row, y) => {
      const below = (grid.length - 1 - y) * EIGHTHS;
      row[x] = areaCell(canvas.glyphs, solid - below, shaded - below) ?? row[x]!;
    });
  }
}

/** The height of a value in eighths of a row. */
function eighthsOf({ grid, range }: Canvas, value: number): number {
  return Math.round(Math.min(1, Math.max(0, shareOf(value, range))) * grid.length * EIGHTHS);
}

function areaCell(glyphs: Glyphs, solid: number, shaded: number): Cell | undefined {
  if (solid > 0) return { sign: glyphs.area[Math.min(EIGHTHS, solid)]!, style: 'accept' };
  if (shaded >= HALF) return { sign: glyphs.between, style: 'accept' };
  return undefined;
}

/**
 * A line through slices of one dot each; a slice is drawn from its least to its greatest reading, a gap stays
 * open.
 */
export function drawLine(canvas: Canvas, { min, max }: Slices): void {
  const rows = canvas.grid.length * (canvas.glyphs.braille ? BRAILLE_ROWS : 1);
  let before: number | undefined;
  for (let x = 0; x < min.length; x++) {
    if (Number.isNaN(min[x]!)) {
      before = undefined;
      continue;
    }
    const top = rowOf(max[x]!, canvas.range, rows);
    const bottom = rowOf(min[x]!, canvas.range, rows);
    const from = Math.min(top, (before ?? top) + 1);
    const to = Math.max(bottom, (before ?? bottom) - 1);
    for (let y = from; y <= to; y++) drawDot(canvas, x, y);
    before = Math.round((top + bottom) / 2);
  }
}

function drawDot({ grid, glyphs }: Canvas, x: number, y: number): void {
  if (!glyphs.braille) {
    grid[y]![x] = { sign: glyphs.dot, style: 'line' };
    return;
  }
  const row = grid[y >> 2]!;
  const code = Math.max(BRAILLE, row[x >> 1]!.sign.codePointAt(0)!);
  row[x >> 1] = { sign: String.fromCodePoint(code | BRAILLE_DOTS[x & 1]![y & 3]!), style: 'line' };
}

/** Dashes in the row of a value, where nothing else is drawn; marks of one row take turns. */
export function drawMarks({ grid, glyphs }: Canvas, y: number, marks: readonly Mark[]): void {
  const dashes = marks.map((mark): Cell => ({ sign: glyphs.rule, style: mark.direction ?? 'dim' }));
  grid[y] = grid[y]!.map((cell, x) => (cell.sign === ' ' ? dashes[(x >> 1) % dashes.length]! : cell));
}

/** Which row of `rows` a value falls in, 0 at the top; clamped, so that infinities stay in sight. */
export function rowOf(value: number, range: Range, rows: number): number {
  const fromBottom = Math.floor(shareOf(value, range) * rows);
  return rows - 1 - Math.min(rows - 1, Math.max(0, fromBottom));
}

const shareOf = (value: number, { low, high }: Range): number => (value - low) / (high - low);
