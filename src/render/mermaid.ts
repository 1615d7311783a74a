import type { Component } from '../circuit/tree.ts';
import { type Box, diagramOf, type Link, linkText } from './boxes.ts';

/** In bytes of UTF-8. */
const MAX_LABEL = 27;

/**
 * The circuit as a Mermaid flowchart, text for text what Aperture's compiler draws (it escapes nothing).
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
  const [from, to] = [link.from.id + link.from.port, link.to.id + link.to.port];
  if (text === '') return `${from} --> ${to}`;
  return `${from} --> |${text}| ${to}`;
}

function shape(box: Box, linked: ReadonlySet<string>): string[] {
  const isCircle = (box.role === 'constant' || box.name === 'Variable') && box.out.length > 0;
  if (isCircle) return [`${box.id}${box.out[0]!.port}((${box.label}))`];
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
  entries.map(({ port }) => ({ name: port, node: id + port, isLinked: linked.has(endOf(id, port)) }));

function ports(group: string, entries: readonly Port[]): string[] {
  if (entries.length === 0) return [];
  const shown = entries.filter(({ isLinked }) => isLinked);
  return [
    `subgraph ${group}[ ]`,
    `style ${group} fill:none,stroke:none`,
    ...shown.map(({ name, node }) => `${node}[${name}]`),
    'end',
  ];
}

const endOf = (id: string, port: string): string => `${id} ${port}`;

function title({ name, label }: Box): string {
  if (label === '') return name;
  return `<center>${name}<br/>${cut(label)}</center>`;
}

/** Cut by bytes, as in the reference, even inside a character. */
function cut(label: string): string {
  const bytes = Buffer.from(label);
  if (bytes.length <= MAX_LABEL) return label;
  return `${bytes.subarray(0, MAX_LABEL).toString()}...`;
}
