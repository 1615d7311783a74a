import { widthOf } from '../../../text/width.ts';

type Stroke = (text: string) => string;

/** A part of a line, and how it is painted. */
export interface Segment {
  readonly text: string;
  readonly paint: Stroke;
}

export interface LineText {
  /** What stands before the answer. */
  readonly head: readonly Segment[];
  readonly answer: Segment;
  /** Offset of the cursor in the answer. */
  readonly cursor: number;
}

export interface WindowSize {
  readonly columns: number;
  readonly rows: number;
}

/** Rows as they are printed, and where the cursor stands in them. */
export interface LineLayout {
  readonly rows: readonly string[];
  readonly row: number;
  readonly column: number;
}

interface Cell {
  readonly text: string;
  readonly width: number;
  readonly paint: Stroke;
}

/**
 * Lays a question and the answer so far out in the rows of a window. Of more rows than fit, those around the cursor are
 * shown; `…` stands where others are left out.
 */
export function layOutLine({ head, answer, cursor }: LineText, { columns, rows }: WindowSize): LineLayout {
  const before = [...head, { ...answer, text: answer.text.slice(0, cursor) }].flatMap(cellsOf);
  const after = cellsOf({ ...answer, text: answer.text.slice(cursor) });
  const broken = breakCells([...before, ...after], Math.max(2, columns - 1));
  const cursorRow = broken.findLastIndex(({ start }) => start <= before.length);
  const column = widthOfCells(before.slice(broken[cursorRow]!.start));
  const first = Math.max(0, Math.min(cursorRow - rows + 1, broken.length - rows));
  const shown = broken.slice(first, first + rows).map(({ cells }) => paintCells(cells));
  if (first > 0) shown[0] = `…${paintCells(broken[first]!.cells.slice(1))}`;
  if (first + rows < broken.length) shown.push('…');
  return { rows: shown, row: cursorRow - first, column };
}

const cellsOf = ({ text, paint }: Segment): Cell[] =>
  [...text].map((character) => ({ text: character, width: widthOf(character), paint }));

interface Row {
  readonly cells: readonly Cell[];
  /** Position of its first cell. */
  readonly start: number;
}

function breakCells(cells: readonly Cell[], width: number): Row[] {
  const starts = [0];
  let used = 0;
  cells.forEach((cell, at) => {
    if (used + cell.width > width) {
      starts.push(at);
      used = 0;
    }
    used += cell.width;
  });
  // The cursor behind a full row stands in the next one.
  if (used === width) starts.push(cells.length);
  return starts.map((start, i) => ({ cells: cells.slice(start, starts[i + 1]), start }));
}

const widthOfCells = (cells: readonly Cell[]): number => cells.reduce((sum, { width }) => sum + width, 0);

/** Neighbours of one paint are painted together. */
function paintCells(cells: readonly Cell[]): string {
  const runs: { text: string; readonly paint: Stroke }[] = [];
  for (const { text, paint } of cells) {
    const last = runs.at(-1);
    if (last?.paint === paint) last.text += text;
    else runs.push({ text, paint });
  }
  return runs.map(({ text, paint }) => paint(text)).join('');
}
