import type { Component } from '../circuit/tree.ts';
import { type Box, drawing, type Link, linkText } from './boxes.ts';

/**
 * The circuit as Graphviz DOT: one cluster per component with its ports inside, in ports and out ports each on a rank
 * of their own. `depth` as in `mermaid`; the same input gives the same text.
 */
export function dot(tree: readonly Component[], depth = 1): string {
  const { boxes, links } = drawing(tree, depth);
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
  const ins = namesOf(box.in);
  const outs = namesOf(box.out);
  const body = [...rank(box.id, 'in', ins), ...rank(box.id, 'out', outs)];
  const apart =
    ins.length > 0 && outs.length > 0
      ? [
          `    ${portId(box.id, 'in', ins.at(-1)!)} -> ${portId(box.id, 'out', outs.at(-1)!)} [style="invis"];`,
        ]
      : [];
  return [
    `  subgraph ${quote(`cluster_${box.id}`)} {`,
    `    label=${quote(`${box.name}[${box.id}]`)};`,
    ...(box.label ? [`    tooltip=${quote(box.label)};`] : []),
    '    margin="50.0";',
    ...(body.length > 0 ? body : [`    ${quote(box.id)} [label="", style="invis"];`]),
    ...apart,
    '  }',
  ];
}

const rank = (id: string, side: Side, names: readonly string[]): string[] =>
  names.length === 0
    ? []
    : [
        `    subgraph ${quote(`${id}_${side === 'in' ? 'input' : 'output'}`)} {`,
        '      rank="same";',
        ...names.map((name) => `      ${portId(id, side, name)} [label=${quote(name)}];`),
        '    }',
      ];

const arrow = (link: Link): string => {
  const label = link.signal === undefined ? '' : ` [xlabel=${quote(linkText(link))}]`;
  return `  ${portId(link.from.id, 'out', link.from.port)} -> ${portId(link.to.id, 'in', link.to.port)}${label};`;
};

type Side = 'in' | 'out';

/** Apart for the two sides, so that a port named the same on both (an ingress) is not one point. */
const portId = (id: string, side: Side, port: string): string => quote(`${id}.${side}.${port}`);

const namesOf = (entries: readonly { readonly port: string }[]): string[] => [
  ...new Set(entries.map(({ port }) => port)),
];

const quote = (text: string): string =>
  `"${text.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\r?\n/g, '\\n')}"`;
