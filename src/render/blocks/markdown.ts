import type { Block, Column, Line, Row, Strip, Table } from './block.ts';
import { escapeMarkdown, markdownCode } from './escape-markdown.ts';

/** Blocks as Markdown of GitHub, an empty line between two. Ends with a newline. */
export const blocksMarkdown = (blocks: readonly Block[]): string =>
  `${blocks.map(blockMarkdown).join('\n\n')}\n`;

function blockMarkdown(block: Block): string {
  if (block.kind === 'line') return lineMarkdown(block);
  return block.kind === 'table' ? tableMarkdown(block) : stripMarkdown(block);
}

function lineMarkdown({ text, style }: Line): string {
  const lines = text.split('\n').map((one) => escapeBlockStart(escapeMarkdown(one)));
  return lines.map((one) => (style === 'bold' ? `**${one}**` : one)).join('\\\n');
}

/** A line that a sign of a list, a heading or a quotation begins is none of these. */
const escapeBlockStart = (text: string): string => text.replace(/^(\d*)([#+.)-])/, '$1\\$2');

function tableMarkdown({ title, columns, rows, detail }: Table): string {
  const all = detail === undefined ? columns : [...columns, { title: detail, align: 'left' as const }];
  const head = rowMarkdown(all.map((column) => escapeMarkdown(column.title)));
  const body = rows.map((row) =>
    rowMarkdown([...row.cells.map(escapeMarkdown), ...(detail === undefined ? [] : [detailMarkdown(row)])]),
  );
  return [...titleMarkdown(title), [head, rowMarkdown(all.map(ruleOf)), ...body].join('\n')].join('\n\n');
}

const titleMarkdown = (title: string): string[] => (title === '' ? [] : [`**${escapeMarkdown(title)}**`]);

function detailMarkdown({ detail = '', isCode = false }: Row): string {
  return isCode ? markdownCode(detail) : escapeMarkdown(detail);
}

const rowMarkdown = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

const ruleOf = ({ align }: Column): string => (align === 'left' ? '---' : '---:');

function stripMarkdown({ title, cells }: Strip): string {
  const columns = cells.map(({ label }) => ({ title: label, align: 'right' as const }));
  return tableMarkdown({ kind: 'table', title, columns, rows: [{ cells: cells.map(({ text }) => text) }] });
}
