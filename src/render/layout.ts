import type { ElkExtendedEdge, ElkNode } from 'elkjs';
import { fail } from '../errors/rollout-error.ts';
import type { Link } from './boxes.ts';
import type { SizedBox } from './svg/sized-box.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/**
 * Where everything goes, in pixels: boxes by id, and one path with its forks per link, in the order given.
 */
export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly places: ReadonlyMap<string, Point>;
  readonly paths: readonly { readonly points: readonly Point[]; readonly forks: readonly Point[] }[];
}

const MARGIN = 20;

const OPTIONS = {
  'elk.algorithm': 'layered',
  'elk.direction': 'RIGHT',
  'elk.edgeRouting': 'ORTHOGONAL',
  'elk.randomSeed': '1',
  'elk.spacing.nodeNode': '26',
  'elk.spacing.edgeEdge': '11',
  'elk.spacing.edgeNode': '14',
  'elk.layered.spacing.nodeNodeBetweenLayers': '30',
  'elk.layered.spacing.edgeEdgeBetweenLayers': '9',
  'elk.layered.spacing.edgeNodeBetweenLayers': '12',
  // A long circuit goes on in a second row, as text does, so that it can be read on a page.
  'elk.aspectRatio': '1.8',
  'elk.layered.wrapping.strategy': 'MULTI_EDGE',
  'elk.layered.wrapping.correctionFactor': '1.5',
  'elk.padding': `[top=${MARGIN},left=${MARGIN},bottom=${MARGIN},right=${MARGIN}]`,
};

/** Up to this many boxes: straight links, and components in the order they were written. */
const FINE = {
  'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
  'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX',
  'elk.layered.thoroughness': '12',
};
const FINE_LIMIT = 150;

/** For more boxes: seconds, not minutes, for a thousand. */
const FAST = { 'elk.layered.nodePlacement.strategy': 'BRANDES_KOEPF', 'elk.layered.thoroughness': '3' };

export const MAX_BOXES = 2000;

/**
 * Layered, left to right, with orthogonal links between real ports; the same input gives the same places.
 * The one user of elkjs, which takes a while to load. Throws PICTURE_SIZE.
 */
export async function layout(boxes: readonly SizedBox[], links: readonly Link[]): Promise<Layout> {
  if (boxes.length > MAX_BOXES) throw fail('PICTURE_SIZE', { got: boxes.length, limit: MAX_BOXES });
  const { default: Elk } = await import('elkjs/lib/elk.bundled.js');
  const elk = new (Elk as unknown as typeof import('elkjs').default)();
  const graph: ElkNode = {
    id: 'circuit',
    layoutOptions: { ...OPTIONS, ...(boxes.length <= FINE_LIMIT ? FINE : FAST) },
    children: boxes.map(place),
    edges: edgesOf(boxes, links),
  };
  const { width = 0, height = 0, children = [], edges = [] } = await elk.layout(graph);
  return {
    width,
    height,
    places: new Map(children.map(({ id, x = 0, y = 0 }) => [id, { x, y }])),
    paths: edges.map(pathOf),
  };
}

const place = ({ box, extent, height, ins, outs }: SizedBox): ElkNode => ({
  id: box.id,
  width: extent,
  height,
  layoutOptions: { 'elk.portConstraints': 'FIXED_POS' },
  ports: [
    ...ins.map(({ y }, i) => portAt(`${box.id} in ${i}`, { x: 0, y }, 'WEST')),
    ...outs.map(({ y }, i) => portAt(`${box.id} out ${i}`, { x: extent, y }, 'EAST')),
  ],
});

const portAt = (id: string, { x, y }: Point, side: 'WEST' | 'EAST') => ({
  id,
  x,
  y,
  width: 0,
  height: 0,
  layoutOptions: { 'elk.port.side': side },
});

function edgesOf(boxes: readonly SizedBox[], links: readonly Link[]): ElkExtendedEdge[] {
  const outs = new Map(
    boxes.flatMap(({ box }) => box.out.map(({ port }, i) => [`${box.id} ${port}`, i] as const)),
  );
  return links.map(({ from, to }, i) => ({
    id: `link ${i}`,
    sources: [`${from.id} out ${outs.get(`${from.id} ${from.port}`)}`],
    targets: [`${to.id} in ${to.entry}`],
  }));
}

const pathOf = (edge: ElkExtendedEdge): Layout['paths'][number] => ({
  points: (edge.sections ?? []).flatMap(({ startPoint, bendPoints, endPoint }) => [
    startPoint,
    ...(bendPoints ?? []),
    endPoint,
  ]),
  forks: edge.junctionPoints ?? [],
});
