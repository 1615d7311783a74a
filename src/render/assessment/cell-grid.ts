import { element, escapeXml } from '../xml.ts';
import { percent } from './figure.ts';

/** One cell of a grid. */
export interface GridCell {
  readonly column: number;
  readonly row: number;
  readonly style: string;
  readonly says: string;
  /** A figure inside it, where there is room. */
  readonly text?: string;
  /** The style of a line around it, over its neighbours. */
  readonly outline?: string;
}

/** What stands left of a row, or under a column. */
export interface GridLabel {
  readonly at: number;
  readonly text: string;
  /** `wide`: only where there is room. */
  readonly style?: 'wide';
}

export interface Grid {
  readonly columns: number;
  readonly rows: number;
  /** Of a row, in pixels. */
  readonly rowHeight: number;
  readonly cells: readonly GridCell[];
  readonly left: readonly GridLabel[];
  readonly under: readonly GridLabel[];
}

/** From the middle of a row, or from the last row, to the baseline of a text. */
const TO_MIDDLE = 4;
const TO_UNDER = 14;

export const gridHeight = ({ rows, rowHeight }: Grid): number => rows * rowHeight;

/** Cells of any width side by side, with labels left of the rows and under the columns. */
export function cellGrid(grid: Grid): string {
  const { columns, rowHeight } = grid;
  const cells = grid.cells.map((cell) => drawCell(cell, columns, rowHeight));
  const left = grid.left.map(({ at, text }) =>
    element(
      'text',
      { class: 'value', x: -6, y: (at + 0.5) * rowHeight + TO_MIDDLE, 'text-anchor': 'end' },
      escapeXml(text),
    ),
  );
  const under = grid.under.map(({ at, text, style }) =>
    element(
      'text',
      { class: `time ${style ?? ''}`, x: percent(at / columns), y: gridHeight(grid) + TO_UNDER },
      escapeXml(text),
    ),
  );
  const outlines = grid.cells.map((cell) => outlineOf(cell, columns, rowHeight));
  return [...cells, ...outlines, ...left, ...under].join('');
}

function drawCell(
  { column, row, style, says, text = '' }: GridCell,
  columns: number,
  height: number,
): string {
  const [x, width] = [percent(column / columns), percent(1 / columns)];
  const rect = element('rect', { class: `cell ${style}`, x, width, y: row * height, height });
  const inside = {
    class: 'inside',
    x: percent((column + 0.5) / columns),
    y: (row + 0.5) * height + TO_MIDDLE,
  };
  const figure = text === '' ? '' : element('text', inside, escapeXml(text));
  return element('g', { 'data-says': says }, `${rect}${figure}`);
}

function outlineOf({ column, row, outline }: GridCell, columns: number, height: number): string {
  if (outline === undefined) return '';
  const [x, width] = [percent(column / columns), percent(1 / columns)];
  return element('rect', { class: `outline ${outline}`, x, width, y: row * height, height });
}
