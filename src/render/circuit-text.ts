import type { Measure, Plan } from '../circuit/plan.ts';
import { signalName } from '../circuit/tree.ts';
import { printableLine } from '../text/printable.ts';
import { type Box, boxesOf, type Inlet } from './boxes.ts';
import { type TextNode, treeText } from './tree-text.ts';
import { joined, withReason, words } from './words.ts';

/**
 * The circuit as a tree of text: what acts on the outside or is read by nobody stands left, below it what it reads, up to
 * the queries. A component that is drawn elsewhere is named with `(above)`, or
 * with `(below)` where it would stand too deep. `depth` as in `mermaid`.
 */
export function circuitText({ tree, queries }: Pick<Plan, 'tree' | 'queries'>, depth = 1): string {
  const measures = new Map(queries.map(({ component, measure }) => [component.id, measure]));
  const boxes = boxesOf(tree, depth);
  const producers = producersIn(boxes);
  const drawn = new Set<Box>();
  const draw = (box: Box, prefix: string, level: number): TextNode => {
    const text = printableLine(`${prefix}${titleOf(box, measures.get(box.id))}`);
    if (box.in.length > 0 && drawn.has(box)) return { text: `${text} (above)`, below: [] };
    if (box.in.length > 0 && level > MAX_LEVELS) return { text: `${text} (below)`, below: [] };
    drawn.add(box);
    return { text, below: box.in.map((inlet) => drawInlet(inlet, level + 1)) };
  };
  const drawInlet = ({ port, feed }: Inlet, level: number): TextNode => {
    if (feed.signal === undefined) return { text: printableLine(`${port} = ${feed.text}`), below: [] };
    const producer = producers.get(feed.signal);
    const prefix = `${port} <- ${signalName(feed.signal)}`;
    return producer ? draw(producer, `${prefix}  `, level) : { text: printableLine(prefix), below: [] };
  };
  const ends = endsOf(boxes, producers).map((box) => draw(box, '', 0));
  // What only a loop reads has no end, and what stands too deep begins anew.
  const rest = boxes.flatMap((box) => (drawn.has(box) ? [] : [draw(box, '', 0)]));
  return treeText([...ends, ...rest]);
}

/** Further than a line can be indented. */
const MAX_LEVELS = 50;

/** `PromQL every 10s: average latency, ms [root.0]`. */
function titleOf({ name, label, id }: Box, measure: Measure | undefined): string {
  const what = words(name, label);
  const measured = measure && joined([measure.title, measure.unit], ', ');
  return `${withReason(what, measured)} [${id}]`;
}

const producersIn = (boxes: readonly Box[]): ReadonlyMap<string, Box> =>
  new Map(boxes.flatMap((box) => box.out.map(({ signal }) => [signal, box] as const)));

/** The components whose signals no other one reads. */
function endsOf(boxes: readonly Box[], producers: ReadonlyMap<string, Box>): readonly Box[] {
  const read = new Set<Box>();
  for (const box of boxes) {
    for (const { feed } of box.in) {
      const producer = feed.signal === undefined ? undefined : producers.get(feed.signal);
      if (producer && producer !== box) read.add(producer);
    }
  }
  return boxes.filter((box) => !read.has(box));
}
