import type { Component } from '../circuit/tree.ts';
import { printableText } from '../text/printable.ts';
import { type Box, diagramOf, type Link, linkText } from './boxes.ts';

/**
 * The circuit as Graphviz DOT: one cluster per component with its ports inside, in ports and out ports each
 * on a rank of their own. `depth` as in `mermaid`; the same input gives the same text.
 */
export function dot(tree: readonly Component[], depth = 1): string {
  const { boxes, links } = diagramOf(tree, depth);
  return [
    'digraph circuit {',
    '  graph [rankdir="LR", splines="ortho"];',
    '  node [shape="box"];',
    ...boxes.flatMap(cluster),
    ...links.map(arrow),
    '}\n',
  ].join('\n');
}

function cluster(box: Box): string[] {
  if (box.role === 'constant')
    return [`  ${portId(box.id, 'out', 'out')} [label=${quote(box.label)}, shape="circle"];`];
  return [
    `  subgraph ${quote(`cluster_${box.id}`)} {`,
    `    label=${quote(`${box.name}[${box.id}]`)};`,
    ...(box.label === '' ? [] : [`    tooltip=${quote(box.label)};`]),
    '    margin="50.0";',
    ...ports(box),
    '  }',
  ];
}

/** In ports on one rank, out ports on another; an invisible edge keeps the ranks apart. */
function ports({ id, in: inlets, out: outlets }: Box): string[] {
  const ins = namesOf(inlets);
  const outs = namesOf(outlets);
  if (ins.length === 0 && outs.length === 0) return [`    ${quote(id)} [label="", style="invis"];`];
  const ranks = [...rank(id, 'in', ins), ...rank(id, 'out', outs)];
  if (ins.length === 0 || outs.length === 0) return ranks;
  const [from, to] = [portId(id, 'in', ins.at(-1)!), portId(id, 'out', outs.at(-1)!)];
  return [...ranks, `    ${from} -> ${to} [style="invis"];`];
}

const GROUPS = { in: 'input', out: 'output' } as const;

function rank(id: string, side: Side, names: readonly string[]): string[] {
  if (names.length === 0) return [];
  return [
    `    subgraph ${quote(`${id}_${GROUPS[side]}`)} {`,
    '      rank="same";',
    ...names.map((name) => `      ${portId(id, side, name)} [label=${quote(name)}];`),
    '    }',
  ];
}

const arrow = (link: Link): string => {
  const label = link.signal === undefined ? '' : ` [xlabel=${quote(linkText(link))}]`;
  return `  ${portId(link.from.id, 'out', link.from.port)} -> ${portId(link.to.id, 'in', link.to.port)}${label};`;
};

type Side = 'in' | 'out';

/** With its side: a port may have the same name on both (an ingress). */
const portId = (id: string, side: Side, port: string): string => quote(`${id}.${side}.${port}`);

const namesOf = (entries: readonly { readonly port: string }[]): string[] => [
  ...new Set(entries.map(({ port }) => port)),
];

const quote = (text: string): string =>
  `"${printableText(text.replace(/\r\n/g, '\n')).replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\n/g, '\\n')}"`;
