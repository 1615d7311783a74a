import { type Diagnostic, diagnostic, type Place } from '../errors/rollout-error.ts';
import { parseDuration, type Seconds } from '../text/duration.ts';
import { suggest } from '../text/suggest.ts';
import { expand } from './expand.ts';
import { cutLoops, inOrder } from './loops.ts';
import { type Plan, plan } from './plan.ts';
import type { Report } from './report.ts';
import { type Component, signalName } from './tree.ts';

/** The `circuit` of a policy, checked against the schema. */
export interface CircuitDocument {
  readonly evaluation_interval?: string;
  readonly components?: readonly unknown[];
}

const DEFAULT_INTERVAL = '0.5s';

/**
 * Compiles a circuit: all faults at once as diagnostics, and the plan when none is an error.
 * `placeOf` turns a JSON pointer inside the policy (`/circuit/components/3/...`) into the user's file and line.
 */
export function compile(
  circuit: CircuitDocument,
  placeOf: (pointer: string) => Place,
): { readonly plan?: Plan; readonly diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const report: Report = (code, params, pointer) => void diagnostics.push(diagnostic(code, params, placeOf(pointer)));
  const interval = readInterval(circuit, report);
  const tree = expand(circuit.components ?? [], '/circuit/components', interval, report);
  const leaves = flatten(tree);
  const producers = findProducers(leaves, report);
  const feeds = leaves.map((leaf) => producersOf(leaf, producers, report));
  warnOfForeign(leaves, report);
  if (diagnostics.some((d) => d.severity === 'error')) return { diagnostics };
  const loops = cutLoops(feeds);
  return { plan: plan({ interval, tree, leaves, producers, loops, order: inOrder(feeds, loops) }), diagnostics };
}

function readInterval(circuit: CircuitDocument, report: Report): Seconds {
  const text = circuit.evaluation_interval ?? DEFAULT_INTERVAL;
  const interval = parseDuration(text);
  if (interval) return interval;
  report('CIRCUIT_INTERVAL', { got: String(text) }, '/circuit/evaluation_interval');
  return 1;
}

function flatten(tree: readonly Component[]): Component[] {
  return tree.flatMap((component) => ('expand' in component.kind ? flatten(component.children) : [component]));
}

function findProducers(leaves: readonly Component[], report: Report): Map<string, number> {
  const producers = new Map<string, number>();
  leaves.forEach((leaf, i) => {
    for (const [port, key] of Object.entries(leaf.out)) {
      const first = producers.get(key);
      if (first === undefined) producers.set(key, i);
      else report('CIRCUIT_DUPLICATE_SIGNAL', { signal: signalName(key), first: leaves[first]!.id }, `${leaf.pointer}/out_ports/${port}/signal_name`);
    }
  });
  return producers;
}

function producersOf(leaf: Component, producers: ReadonlyMap<string, number>, report: Report): number[] {
  const found: number[] = [];
  for (const [port, feeds] of Object.entries(leaf.in)) {
    feeds.forEach((feed, at) => {
      if (feed.signal === undefined) return;
      const producer = producers.get(feed.signal);
      if (producer !== undefined) found.push(producer);
      else reportUndefined(feed.signal, leaf, leaf.kind.in[port] === 'many' ? `${port}/${at}` : port, producers, report);
    });
  }
  return found;
}

function reportUndefined(key: string, leaf: Component, port: string, producers: ReadonlyMap<string, number>, report: Report): void {
  const circuit = key.slice(0, key.indexOf('/') + 1);
  const known = [...producers.keys()].filter((k) => k.startsWith(circuit)).map(signalName);
  const signal = signalName(key);
  report('CIRCUIT_UNDEFINED_SIGNAL', { signal, suggestion: suggest(signal, known) }, `${leaf.pointer}/in_ports/${port}/signal_name`);
}

function warnOfForeign(leaves: readonly Component[], report: Report): void {
  for (const leaf of leaves) {
    if ('foreign' in leaf.kind && leaf.kind.foreign) report('CIRCUIT_SINK', { kind: leaf.kind.kind }, leaf.pointer);
  }
}
