import type { Paint, Style } from './paint.ts';

/** One column of one line. */
export interface Cell {
  readonly sign: string;
  readonly style: Style;
}

/** Lines of cells, top row first. */
export type Grid = Cell[][];

const EMPTY: Cell = { sign: ' ', style: 'plain' };

export const grid = (width: number, rows: number): Grid =>
  Array.from({ length: rows }, () => new Array<Cell>(width).fill(EMPTY));

/** One row as text: neighbours of the same style are painted together. */
export function rowText(row: readonly Cell[], paint: Paint): string {
  let text = '';
  let from = 0;
  while (from < row.length) {
    const { style } = row[from]!;
    let to = from;
    while (row[to]?.style === style) to++;
    const signs = row.slice(from, to).map(({ sign }) => sign);
    text += paint(style, signs.join(''));
    from = to;
  }
  return text;
}
