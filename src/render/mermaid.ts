import type { Component } from '../circuit/tree.ts';
import { printableLine, printableText } from '../text/printable.ts';
import { type Box, diagramOf, type Link, linkText } from './boxes.ts';

/** In bytes of UTF-8. */
const MAX_LABEL = 27;

/**
 * The circuit as a Mermaid flowchart, text for text what Aperture's compiler draws. That escapes nothing: a
 * name with a character that means something to Mermaid is quoted here.
 * `depth` levels of circuits are opened: 0 draws the root alone, 1 the components as written, -1 everything.
 */
export function mermaid(tree: readonly Component[], depth = 1): string {
  const { boxes, links } = diagramOf(tree, depth);
  const linked = new Set(links.flatMap(({ from, to }) => [endOf(from.id, from.port), endOf(to.id, to.port)]));
  const lines = ['flowchart LR', ...boxes.flatMap((box) => shape(box, linked)), ...links.map(arrow)];
  return `${lines.join('\n')}\n`;
}

function arrow(link: Link): string {
  const text = linkText(link);
  const [from, to] = [nodeOf(link.from.id, link.from.port), nodeOf(link.to.id, link.to.port)];
  if (text === '') return `${from} --> ${to}`;
  return `${from} --> |${quoted(text)}| ${to}`;
}

function shape(box: Box, linked: ReadonlySet<string>): string[] {
  const isCircle = (box.role === 'constant' || box.name === 'Variable') && box.out.length > 0;
  if (isCircle) return [`${nodeOf(box.id, box.out[0]!.port)}((${quoted(box.label)}))`];
  return [
    `subgraph ${box.id}[${title(box)}]`,
    ...ports(`${box.id}_inports`, portsOf(box, box.in, linked)),
    ...ports(`${box.id}_outports`, portsOf(box, box.out, linked)),
    'end',
  ];
}

interface Port {
  readonly name: string;
  /** What links call it. */
  readonly node: string;
  readonly isLinked: boolean;
}

const portsOf = (
  { id }: Box,
  entries: readonly { readonly port: string }[],
  linked: ReadonlySet<string>,
): Port[] =>
  entries.map(({ port }) => ({ name: port, node: nodeOf(id, port), isLinked: linked.has(endOf(id, port)) }));

function ports(group: string, entries: readonly Port[]): string[] {
  if (entries.length === 0) return [];
  const shown = entries.filter(({ isLinked }) => isLinked);
  return [
    `subgraph ${group}[ ]`,
    `style ${group} fill:none,stroke:none`,
    ...shown.map(({ name, node }) => `${node}[${quoted(name)}]`),
    'end',
  ];
}

const endOf = (id: string, port: string): string => `${id} ${port}`;

function title({ name, label }: Box): string {
  if (label === '') return quoted(name);
  const texts = [name, cut(label)];
  const [first, second] = texts.map(withEntities);
  const html = `<center>${first}<br/>${second}</center>`;
  return texts.some(isSpecial) ? `"${html}"` : html;
}

/**
 * What ends a text of Mermaid, starts markup, an entity, a formula or a directive, or is no character to
 * show.
 */
const SPECIAL = /["|[\](){}<>;#&`\\]|%%|\$\$|\s(?<! )/;
const SPECIALS = /["|[\](){}<>;#&`\\%$]/g;

const isSpecial = (text: string): boolean => SPECIAL.test(text) || printableText(text) !== text;

/** The text as it is, or in quotes with Mermaid's entities where it holds something special. */
const quoted = (text: string): string => (isSpecial(text) ? `"${withEntities(text)}"` : text);

const withEntities = (text: string): string =>
  printableLine(text).replace(SPECIALS, (found) => `#${found.charCodeAt(0)};`);

/** The id of a port's node; of a port's name only letters, digits, `_`, `.` and `-` can stand in one. */
const nodeOf = (id: string, port: string): string =>
  id + port.replace(/[^\p{L}\p{N}_.-]/gu, (found) => `_u${found.codePointAt(0)!.toString(16)}_`);

/** Cut by bytes, as in the reference, even inside a character. */
function cut(label: string): string {
  const bytes = Buffer.from(label);
  if (bytes.length <= MAX_LABEL) return label;
  return `${bytes.subarray(0, MAX_LABEL).toString()}...`;
}
