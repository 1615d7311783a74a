import { type Component, signalName } from '../tree.ts';
import type { Report } from './context.ts';
import type { Feeds } from './loops.ts';
import type { SignalLinks } from './signal-links.ts';

/**
 * Warns of signals nobody reads, and of components that lead to no output: no ramp, sampler, alerter or other
 * actuator.
 */
export function checkInfluence(links: SignalLinks, report: Report): void {
  reportUnread(links, report);
  const { nodes, feeds, read, unresolved } = links;
  const ends = nodes.flatMap((node, i) => (unresolved.has(i) || isOutput(node) ? [i] : []));
  if (ends.length === 0) return; // reported once, by checkOutput
  const influential = upstream(ends, feeds);
  const places = new Set([...influential].flatMap((i) => pointerOf(nodes[i]!)));
  for (const [i, node] of nodes.entries()) {
    if (influential.has(i) || !('kind' in node) || node.kind.boundary || places.has(node.pointer)) continue;
    const outs = Object.values(node.out);
    if (outs.length > 0 && outs.every((key) => !read.has(key))) continue; // reported signal by signal
    report('CIRCUIT_NO_INFLUENCE', { component: node.name }, node.pointer);
    places.add(node.pointer);
  }
}

/** Warns of a circuit that steers nothing. */
export function checkOutput(leaves: readonly Component[], report: Report): void {
  if (leaves.length > 0 && !leaves.some(isOutput)) report('CIRCUIT_NO_OUTPUT', {}, '/circuit/components');
}

function reportUnread({ nodes, read }: SignalLinks, report: Report): void {
  const reported = new Set<string>();
  for (const node of nodes) {
    for (const [port, key] of Object.entries(node.out)) {
      if (read.has(key) || reported.has(key)) continue;
      reported.add(key);
      report('CIRCUIT_UNUSED_SIGNAL', { signal: signalName(key) }, `${node.at('out', port)}/signal_name`);
    }
  }
}

type Node = SignalLinks['nodes'][number];

const isOutput = (node: Node): boolean =>
  'kind' in node && ('actuate' in node.kind || node.kind.unsupported === true);

const pointerOf = (node: Node): string[] => ('kind' in node ? [node.pointer] : []);

function upstream(from: readonly number[], feeds: Feeds): Set<number> {
  const seen = new Set(from);
  for (const at of seen) for (const producer of feeds[at]!) seen.add(producer);
  return seen;
}
