import { type Diagnostic, diagnostic, type Place } from '../errors/rollout-error.ts';
import { parseDuration, type Seconds, ticksOf } from '../text/duration.ts';
import { suggest } from '../text/suggest.ts';
import { initialCells, MOST_CELLS } from './cells.ts';
import { expand } from './expand.ts';
import { checkInfluence } from './influence.ts';
import { cutLoops, type Feeds, inOrder } from './loops.ts';
import { type Plan, plan } from './plan.ts';
import type { Report } from './report.ts';
import { type Component, signalName } from './tree.ts';

/** The `circuit` of a policy, checked against the schema. */
export interface CircuitDocument {
  readonly evaluation_interval?: string;
  readonly components?: readonly unknown[];
}

const DEFAULT_INTERVAL = '0.5s';
const COMPONENTS = '/circuit/components';

/**
 * Compiles a circuit: all faults at once as diagnostics, and the plan when none is an error.
 * `placeOf` turns a JSON pointer inside the policy (`/circuit/components/3/...`) into the user's file and line.
 */
export function compile(
  circuit: CircuitDocument,
  placeOf: (pointer: string) => Place,
): { readonly plan?: Plan; readonly diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const report: Report = (code, params, pointer) =>
    void diagnostics.push(diagnostic(code, params, placeOf(pointer)));
  const interval = readInterval(circuit, report);
  const tree = expand(circuit.components ?? [], COMPONENTS, interval, report);
  const leaves = flatten(tree);
  const producers = findProducers(leaves, report);
  const feeds = findFeeds(leaves, producers, report);
  warnOfForeign(leaves, report);
  if (diagnostics.some((d) => d.severity === 'error')) return { diagnostics };
  const cells = initialCells(leaves, (duration) => ticksOf(duration, interval));
  if (!cells) report('CIRCUIT_MEMORY', { limit: MOST_CELLS }, COMPONENTS);
  if (!cells) return { diagnostics };
  checkInfluence(leaves, feeds, report);
  // What a sink puts out does not depend on what it reads: no loop leads through it.
  const flows = feeds.map((producers, i) => (leaves[i]!.kind.foreign ? [] : producers));
  const loops = cutLoops(flows);
  const order = inOrder(flows, loops);
  return { plan: plan({ interval, tree, leaves, producers, feeds, loops, order, cells }), diagnostics };
}

function readInterval(circuit: CircuitDocument, report: Report): Seconds {
  const text = circuit.evaluation_interval ?? DEFAULT_INTERVAL;
  const interval = parseDuration(text);
  if (interval) return interval;
  report('CIRCUIT_INTERVAL', { got: String(text) }, '/circuit/evaluation_interval');
  return 1;
}

/** The leaves of a run: composites are replaced by what is inside, but for those that steer other systems. */
function flatten(tree: readonly Component[]): Component[] {
  return tree.flatMap((component) =>
    'expand' in component.kind && !component.kind.foreign ? flatten(component.children) : [component],
  );
}

function findProducers(leaves: readonly Component[], report: Report): Map<string, number> {
  const producers = new Map<string, number>();
  leaves.forEach((leaf, i) => {
    for (const [port, key] of Object.entries(leaf.out)) {
      const first = producers.get(key);
      if (first === undefined) producers.set(key, i);
      else {
        const { id, name } = leaves[first]!;
        const params = { signal: signalName(key), first: `${name} ${id}` };
        report('CIRCUIT_DUPLICATE_SIGNAL', params, `${leaf.at('out', port)}/signal_name`);
      }
    }
  });
  return producers;
}

function findFeeds(
  leaves: readonly Component[],
  producers: ReadonlyMap<string, number>,
  report: Report,
): Feeds {
  return leaves.map((leaf) => {
    const found: number[] = [];
    for (const [port, feeds] of Object.entries(leaf.in)) {
      feeds.forEach((feed, i) => {
        const producer = feed.signal === undefined ? undefined : producers.get(feed.signal);
        if (producer !== undefined) found.push(producer);
        else if (feed.signal !== undefined) reportUndefined(feed.signal, leaf, port, i, producers, report);
      });
    }
    return found;
  });
}

function reportUndefined(
  key: string,
  leaf: Component,
  port: string,
  index: number,
  producers: ReadonlyMap<string, number>,
  report: Report,
): void {
  const circuit = key.slice(0, key.indexOf('/') + 1);
  const known = [...producers.keys()].filter((k) => k.startsWith(circuit)).map(signalName);
  const signal = signalName(key);
  const at = leaf.at('in', port) + (leaf.kind.in[port] === 'many' ? `/${index}` : '');
  report('CIRCUIT_UNDEFINED_SIGNAL', { signal, suggestion: suggest(signal, known) }, `${at}/signal_name`);
}

function warnOfForeign(leaves: readonly Component[], report: Report): void {
  for (const { kind, pointer } of leaves)
    if (kind.foreign) report('CIRCUIT_SINK', { kind: kind.kind }, pointer);
}
