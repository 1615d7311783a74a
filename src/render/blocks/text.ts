import { widthOf } from '../../text/width.ts';
import { fitText, wrapText } from '../chart/fit-text.ts';
import { type Paint, painter } from '../chart/paint.ts';
import type { Block, Column, Line, Row, Strip, Table } from './block.ts';

export interface TextOptions {
  /** Terminal columns. */
  readonly width: number;
  readonly colour: boolean;
}

interface Look {
  readonly width: number;
  readonly paint: Paint;
}

const MIN_WIDTH = 60;
const GAP = '  ';
const INDENT = '  ';
/** A first column is not cut to less. */
const MIN_FIRST = 8;

/** Blocks for a terminal, an empty line between two. Ends with a newline. */
export function blocksText(blocks: readonly Block[], { width, colour }: TextOptions): string {
  const look = { width: Math.max(MIN_WIDTH, width), paint: painter(colour) };
  return `${blocks.map((block) => linesOf(block, look).join('\n')).join('\n\n')}\n`;
}

function linesOf(block: Block, look: Look): string[] {
  if (block.kind === 'line') return textLines(block, look);
  return block.kind === 'table' ? tableLines(block, look) : stripLines(block, look);
}

const textLines = ({ text, style = 'plain' }: Line, { width, paint }: Look): string[] =>
  text.split('\n').flatMap((one) => wrapText(one, width).map((part) => paint(style, part)));

function tableLines({ title, columns, rows }: Table, look: Look): string[] {
  const { width, paint } = look;
  const widths = widthsOf(columns, rows, width);
  const cellsText = (cells: readonly string[]): string =>
    cells
      .map((cell, c) => aligned(fitText(cell, widths[c]!), columns[c]!.align, widths[c]!))
      .join(GAP)
      .trimEnd();
  const head = cellsText(columns.map((column) => column.title));
  return [
    ...titleLines(title, look),
    ...(head === '' ? [] : [paint('dim', head)]),
    ...rows.flatMap((row) => [cellsText(row.cells), ...detailLines(row, look)]),
  ];
}

const titleLines = (title: string, { width, paint }: Look): string[] =>
  title === '' ? [] : wrapText(title, width).map((one) => paint('bold', one));

/** A command stays in one line, so that it can be copied. */
function detailLines({ detail, isCode }: Row, { width, paint }: Look): string[] {
  if (detail === undefined) return [];
  const lines = isCode
    ? [fitText(detail, Number.POSITIVE_INFINITY)]
    : wrapText(detail, width - INDENT.length);
  return lines.map((one) => paint('dim', INDENT + one));
}

/** The widest cell of every column; the first has what the others leave. */
function widthsOf(columns: readonly Column[], rows: readonly Row[], width: number): number[] {
  const all = [columns.map(({ title }) => title), ...rows.map(({ cells }) => cells)];
  const [first = 0, ...others] = columns.map((_, c) =>
    Math.max(...all.map((cells) => widthOf(fitText(cells[c]!, width)))),
  );
  const taken = others.reduce((sum, one) => sum + GAP.length + one, 0);
  return [Math.min(first, Math.max(MIN_FIRST, width - taken)), ...others];
}

function aligned(text: string, align: Column['align'], width: number): string {
  const padding = ' '.repeat(Math.max(0, width - widthOf(text)));
  return align === 'left' ? text + padding : padding + text;
}

function stripLines({ title, cells: given }: Strip, look: Look): string[] {
  const cells = given.map(({ label, text }) => ({
    label: fitText(label, look.width),
    text: fitText(text, look.width),
  }));
  const width = Math.max(...cells.flatMap(({ label, text }) => [widthOf(label), widthOf(text)]));
  const fits = Math.max(1, Math.floor((look.width + GAP.length) / (width + GAP.length)));
  const perLine = Math.ceil(cells.length / Math.ceil(cells.length / fits));
  const lines: string[] = [];
  for (let first = 0; first < cells.length; first += perLine) {
    const part = cells.slice(first, first + perLine);
    const join = (texts: readonly string[]) => texts.map((one) => aligned(one, 'right', width)).join(GAP);
    lines.push(look.paint('dim', join(part.map(({ label }) => label))), join(part.map(({ text }) => text)));
  }
  return [...titleLines(title, look), ...lines];
}
