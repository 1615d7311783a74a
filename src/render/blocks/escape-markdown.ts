import { printableLine } from '../../text/printable.ts';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/**
 * A text in Markdown, on one line, of which nothing is markup: no emphasis, code, link, HTML or table, no address that is made
 * a link, and nobody who is mentioned.
 */
export const escapeMarkdown = (text: string): string =>
  printableLine(text)
    .replace(/[&<>]/g, (found) => ENTITIES[found]!)
    .replace(/[\\`*_~[\]|]/g, (found) => `\\${found}`)
    .replace(/:(?=\/\/)/g, '&#58;')
    .replace(/\bwww\./gi, (found) => `${found.slice(0, -1)}&#46;`)
    .replace(/@/g, '@&#8203;');

/** A text as code in a cell of a table. */
export function markdownCode(text: string): string {
  const code = printableLine(text).replaceAll('|', '\\|');
  const runs = code.match(/`+/g) ?? [];
  const fence = '`'.repeat(runs.reduce((most, { length }) => Math.max(most, length), 0) + 1);
  const pad = code.startsWith('`') || code.endsWith('`') ? ' ' : '';
  return fence + pad + code + pad + fence;
}
