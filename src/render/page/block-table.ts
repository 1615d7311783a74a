import type { Column, Row, Table } from '../blocks/block.ts';
import { escapeXml } from '../xml.ts';
import { type CellStyle, cell, row, scrolled, table } from './table.ts';

/** The table of a terminal as one of a page; the detail of a row stands under its first cell. */
export function blockTable({ columns, rows }: Table, label: string): string {
  const heads = columns.map((column) => ({ title: column.title, style: styleOf(column) }));
  const styles = heads.map(({ style }) => style);
  const body = rows.map((one) => rowOf(one, styles));
  return scrolled('wide', label, table(heads, body));
}

function styleOf({ align, isMoment }: Column): CellStyle | undefined {
  if (align === 'right') return 'number';
  return isMoment ? 'moment' : undefined;
}

const rowOf = ({ cells, detail }: Row, styles: readonly (string | undefined)[]): string =>
  row(cells.map((text, i) => cell(`${contentOf(text)}${i === 0 ? detailOf(detail) : ''}`, styles[i])));

/** What is indented belongs to the row above it. */
const contentOf = (text: string): string =>
  text.startsWith(' ') ? `<span class="aside">${escapeXml(text.trim())}</span>` : escapeXml(text);

const detailOf = (detail: string | undefined): string =>
  detail === undefined ? '' : ` <div class="aside">${escapeXml(detail)}</div>`;
