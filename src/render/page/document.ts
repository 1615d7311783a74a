import { createHash } from 'node:crypto';
import { element, escapeXml } from '../xml.ts';

/** A page in parts. Everything in it is HTML already but its title. */
export interface PageParts {
  readonly title: string;
  readonly style: string;
  /** The text of its only program. */
  readonly script: string;
  /** Style sheets of pictures inside `body`. */
  readonly pictureStyles?: readonly string[];
  readonly body: readonly string[];
}

/** One self-contained page: no request leaves it, and nothing runs in it but its own script, by hash. */
export const htmlDocument = ({ title, style, script, pictureStyles = [], body }: PageParts): string =>
  [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; script-src ${hashes([script])}; style-src ${hashes([style, ...pictureStyles])}; base-uri 'none'; form-action 'none'">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<link rel="icon" href="data:,">',
    element('title', {}, escapeXml(title)),
    `<style>${style}</style>`,
    '</head>',
    '<body>',
    ...body,
    `<script>${script}</script>`,
    '</body>',
    '</html>\n',
  ].join('\n');

const hashes = (texts: readonly string[]): string =>
  texts.map((text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`).join(' ');
