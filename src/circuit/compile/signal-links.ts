import { suggest } from '../../text/suggest.ts';
import { type Component, signalName } from '../tree.ts';
import type { Report } from './context.ts';
import type { ErrorNode } from './error-node.ts';
import type { Feeds } from './loops.ts';
import type { Recovered } from './recover.ts';

/** What reads and puts out signals: a leaf, or an error node, which has no kind. */
export type SignalNode = Component | ErrorNode;

/** What is linked: the leaves, and what recovery knows beside them. */
export interface Linkable extends Pick<Recovered, 'errors' | 'unresolved'> {
  readonly leaves: readonly Component[];
  readonly mayExist?: (signal: string) => boolean;
}

/** Who puts out and who reads each signal, as far as it is known. A node is given by its index. */
export interface SignalLinks {
  /** Leaves and error nodes in the order of the policy: the leaves alone, where nothing is in error. */
  readonly nodes: readonly SignalNode[];
  /** Signal key -> the node that produces it; the first, where there are two. */
  readonly producers: ReadonlyMap<string, number>;
  /**
   * Node by node, the nodes it reads; of a signal that does not exist, the one it was probably meant to be.
   */
  readonly feeds: Feeds;
  /** Keys of signals that are read, those probably meant among them. */
  readonly read: ReadonlySet<string>;
  /** Nodes whose links are not all known, because of a fault: nothing is reported of where they lead. */
  readonly unresolved: ReadonlySet<number>;
}

/** Links nodes by their signals; reports signals that nothing produces, and those with two producers. */
export function linkSignals(given: Linkable, report: Report): SignalLinks {
  const { leaves, errors, mayExist = () => false } = given;
  const nodes = errors.length === 0 ? leaves : inOrder([...leaves, ...errors]);
  const unresolved = new Set(nodes.flatMap((node, i) => (isUnresolved(node, given.unresolved) ? [i] : [])));
  const producers = findProducers(nodes, unresolved, report);
  const possible = new Set(errors.flatMap((node) => [...node.possibleSignals]));
  const isKnown = (key: string) => producers.has(key) || possible.has(key) || mayExist(signalName(key));
  const guess = guesser(producers);
  const read = new Set(possible);
  const feeds = nodes.map((node, index) => {
    const keys = readsOf(node).flatMap((one) => {
      if (isKnown(one.key)) return [one.key];
      unresolved.add(index);
      const meant = guess(one.key);
      const params = { signal: signalName(one.key), suggestion: meant && signalName(meant) };
      report('CIRCUIT_UNDEFINED_SIGNAL', params, pointerOf(one, node));
      return meant ?? [];
    });
    for (const key of keys) read.add(key);
    return [...possibleOf(node), ...keys].flatMap((key) => producers.get(key) ?? []);
  });
  return { nodes, producers, feeds, read, unresolved };
}

/**
 * By the path in the circuit, `root.2` before `root.10`, a composite before what is inside it. The collator is
 * made here, not with the module: making one takes 10 ms, and a sound circuit needs none.
 */
function inOrder(nodes: readonly SignalNode[]): SignalNode[] {
  const paths = new Intl.Collator('en', { numeric: true });
  return [...nodes].sort((a, b) => paths.compare(a.id, b.id));
}

const possibleOf = (node: SignalNode): Iterable<string> =>
  'possibleSignals' in node ? node.possibleSignals : [];

function isUnresolved(node: SignalNode, ids: ReadonlySet<string>): boolean {
  if (!('kind' in node)) return true;
  for (let id = node.id; id !== ''; id = id.slice(0, Math.max(0, id.lastIndexOf('.'))))
    if (ids.has(id)) return true;
  return false;
}

function findProducers(
  nodes: readonly SignalNode[],
  unresolved: Set<number>,
  report: Report,
): Map<string, number> {
  const producers = new Map<string, number>();
  for (const [index, node] of nodes.entries()) {
    for (const [port, key] of Object.entries(node.out)) {
      const first = producers.get(key);
      if (first === undefined) {
        producers.set(key, index);
        continue;
      }
      unresolved.add(index);
      const { id, name } = nodes[first]!;
      const params = { signal: signalName(key), first: `${name} ${id}` };
      report('CIRCUIT_DUPLICATE_SIGNAL', params, `${node.at('out', port)}/signal_name`);
    }
  }
  return producers;
}

/** A signal on an in port; `index` is its position on a port that takes a list. */
interface Read {
  readonly key: string;
  readonly port: string;
  readonly index: number;
}

function readsOf(node: SignalNode): Read[] {
  const reads: Read[] = [];
  for (const port of Object.keys(node.in)) {
    for (const [index, { signal }] of node.in[port]!.entries())
      if (signal !== undefined) reads.push({ key: signal, port, index });
  }
  return reads;
}

type Guess = (key: string) => string | undefined;

const MAX_GUESSES = 100;

/**
 * Guesses the key of the signal of the same circuit that was meant; after so many guesses the rest is not
 * worth the time.
 */
function guesser(producers: ReadonlyMap<string, number>): Guess {
  let left = MAX_GUESSES;
  return (key) => {
    if (left === 0) return undefined;
    left--;
    const circuit = key.slice(0, key.indexOf('/') + 1);
    const known = [...producers.keys()].filter((other) => other.startsWith(circuit));
    const suggestion = suggest(signalName(key), known.map(signalName));
    if (suggestion === undefined) return undefined;
    return circuit + suggestion;
  };
}

/** Where a signal that is read is written. */
function pointerOf({ port, index }: Read, node: SignalNode): string {
  const isList = 'kind' in node && node.kind.in[port] === 'many';
  return `${node.at('in', port)}${isList ? `/${index}` : ''}/signal_name`;
}
