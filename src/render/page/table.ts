import { element, escapeXml } from '../xml.ts';

/** Numbers stand to the right; they and moments are not broken. */
export type CellStyle = 'number' | 'moment';

export interface Column {
  readonly title: string;
  readonly style?: CellStyle;
}

/** A table of rows made by `row`. */
export function table(columns: readonly Column[], rows: readonly string[]): string {
  const heads = columns.map(({ title, style }) =>
    element('th', { scope: 'col', class: style }, escapeXml(title)),
  );
  return `<table><thead>${row(heads)}</thead><tbody>${rows.join('')}</tbody></table>`;
}

export const row = (cells: readonly string[], id?: string): string => element('tr', { id }, cells.join(''));

/** One cell; its content is HTML already. */
export const cell = (content: string, style?: string): string => element('td', { class: style }, content);

/** A table that scrolls where it is wider or higher than its place. */
export const scrolled = (style: string, label: string, content: string): string =>
  `<div class="${style}" tabindex="0" role="group" aria-label="${label}">${content}</div>`;
