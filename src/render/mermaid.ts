import type { Component } from '../circuit/tree.ts';
import { type Box, drawing, linkText } from './boxes.ts';

const LONGEST_LABEL = 27;

/**
 * The circuit as a Mermaid flowchart, text for text what Aperture's compiler draws (nothing is escaped there, so nor here).
 * `depth` levels of circuits are opened: 0 draws the root alone, 1 the components as written, -1 everything.
 */
export function mermaid(tree: readonly Component[], depth = 1): string {
  const { boxes, links } = drawing(tree, depth);
  const linked = new Set(links.flatMap(({ from, to }) => [endOf(from.id, from.port), endOf(to.id, to.port)]));
  const lines = ['flowchart LR', ...boxes.flatMap((box) => shape(box, linked))];
  for (const link of links) {
    const text = linkText(link);
    lines.push(`${link.from.id}${link.from.port} --> ${text && `|${text}| `}${link.to.id}${link.to.port}`);
  }
  return `${lines.join('\n')}\n`;
}

function shape(box: Box, linked: ReadonlySet<string>): string[] {
  const isCircle = (box.role === 'constant' || box.name === 'Variable') && box.out.length > 0;
  if (isCircle) return [`${box.id}${box.out[0]!.port}((${box.label}))`];
  return [
    `subgraph ${box.id}[${title(box)}]`,
    ...ports(box.id, 'inports', box.in, linked),
    ...ports(box.id, 'outports', box.out, linked),
    'end',
  ];
}

function ports(
  id: string,
  side: string,
  entries: readonly { readonly port: string }[],
  linked: ReadonlySet<string>,
): string[] {
  if (entries.length === 0) return [];
  const shown = entries.filter(({ port }) => linked.has(endOf(id, port)));
  return [
    `subgraph ${id}_${side}[ ]`,
    `style ${id}_${side} fill:none,stroke:none`,
    ...shown.map(({ port }) => `${id}${port}[${port}]`),
    'end',
  ];
}

const endOf = (id: string, port: string): string => `${id} ${port}`;

const title = ({ name, label }: Box): string =>
  label === '' ? name : `<center>${name}<br/>${cut(label)}</center>`;

/** By bytes, as the reference does, whatever character that splits. */
function cut(label: string): string {
  const bytes = Buffer.from(label);
  return bytes.length > LONGEST_LABEL ? `${bytes.subarray(0, LONGEST_LABEL).toString()}...` : label;
}
