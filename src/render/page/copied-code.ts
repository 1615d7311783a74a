import { element, escapeXml } from '../xml.ts';

/** In characters: a longer query is folded. */
const MAX_LENGTH = 90;

const BUTTON = '<button type="button" class="copy">copy</button>';

/** A command as it is, with a button that copies it. */
export const copiedCommand = (command: string): string =>
  `<div class="copied command">${codeOf(command)}${BUTTON}</div>`;

/** A query as it is, with a button that copies it. */
export function copiedQuery(query: string): string {
  const text = query.replace(/\s+/g, ' ').trim();
  if (text.length <= MAX_LENGTH) return `<div class="copied promql">${codeOf(query)}${BUTTON}</div>`;
  const start = codeOf(`${[...text].slice(0, MAX_LENGTH - 1).join('')}…`);
  return `<details class="copied promql"><summary>${start}</summary><pre tabindex="0">${codeOf(query)}</pre>${BUTTON}</details>`;
}

const codeOf = (text: string): string => element('code', {}, escapeXml(text));
