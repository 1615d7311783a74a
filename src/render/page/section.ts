import { escapeXml } from '../xml.ts';

/** A part of a page under a heading. */
export const section = (title: string, content: string): string =>
  `<section aria-label="${title}"><h2>${title}</h2>${content}</section>`;

/** What is shown on demand. */
export const fold = (title: string, content: string): string =>
  `<details><summary>${title}</summary>${content}</details>`;

/** A text as it is, such as a file. */
export const code = (text: string): string => `<pre tabindex="0">${escapeXml(text)}</pre>`;
