import type { WriteStream } from 'node:tty';
import { printableLine, printableText } from '../../../text/printable.ts';
import { widthOf } from '../../../text/width.ts';
import { wrapWords } from '../wrap-words.ts';
import { type LineLayout, layOutLine, type Segment } from './line-layout.ts';
import type { LineQuestion } from './line-question.ts';

/** Rows that are left to what stands above and below. */
const MARGIN_ROWS = 8;
const MIN_ROWS = 2;

const plain = (text: string): string => text;
const BLANK: Segment = { text: ' ', paint: plain };

/** Draws a line over what it drew before. */
export class LineView {
  readonly #output: WriteStream;
  #drawn: Pick<LineLayout, 'rows' | 'row'> = { rows: [], row: 0 };

  constructor(output: WriteStream) {
    this.#output = output;
  }

  /** Draws the question, what is typed, and below it a fault and what may be typed on, as far as the window has room. */
  draw(question: LineQuestion, fault: string): void {
    const { columns = 80, rows = 24 } = this.#output;
    const { draft } = question;
    const answer = { text: printableLine(draft.text), paint: plain };
    const window = { columns, rows: Math.max(MIN_ROWS, rows - MARGIN_ROWS) };
    const line = layOutLine({ head: headOf(question), answer, cursor: draft.cursor }, window);
    const below = belowOf(question, fault, columns).slice(0, Math.max(0, rows - line.rows.length - 1));
    const all = [...line.rows, ...below];
    const up = move('A', all.length - 1 - line.row);
    this.#output.write(`${this.#erasing()}${all.join('\r\n')}${up}\r${move('C', line.column)}`);
    this.#drawn = { rows: all, row: line.row };
  }

  erase(): void {
    this.#output.write(this.#erasing());
  }

  /** Erases what was drawn, also where a narrower window broke its rows. */
  #erasing(): string {
    const { columns = 80 } = this.#output;
    const height = (row: string) => Math.max(1, Math.ceil(widthOf(row) / columns));
    const { rows, row } = this.#drawn;
    const above = rows.slice(0, row).reduce((sum, one) => sum + height(one), 0);
    this.#drawn = { rows: [], row: 0 };
    return `${move('A', above)}\r\x1b[J`;
  }
}

function headOf({ message, fallback, draft, paint }: LineQuestion): Segment[] {
  const head = [{ text: '?', paint: paint.cyan }, BLANK, { text: message, paint: paint.bold }, BLANK];
  if (!fallback || draft.text !== '') return head;
  return [...head, { text: `(${printableLine(fallback)})`, paint: paint.dim }, BLANK];
}

function belowOf({ draft, paint }: LineQuestion, fault: string, columns: number): string[] {
  const faults = rowsOf(fault, columns).map((row) => paint.red(row));
  return [...faults, ...rowsOf(draft.below, columns).map((row) => paint.dim(row))];
}

/** The lines of a text; long ones are broken at blanks. */
function rowsOf(text: string, columns: number): string[] {
  if (text === '') return [];
  return printableText(text)
    .split('\n')
    .flatMap((line) =>
      widthOf(line) < columns ? [line] : wrapWords(line, { width: columns - 1, indent: '' }).split('\n'),
    );
}

/** Moves the cursor; nothing for 0, which a terminal takes for 1. */
const move = (direction: 'A' | 'C', count: number): string => (count > 0 ? `\x1b[${count}${direction}` : '');
