import { suggest } from '../../text/suggest.ts';
import { type Component, signalName } from '../tree.ts';
import type { Feeds } from './loops.ts';
import type { Report } from './report.ts';

/** Who puts out and who reads each signal, as far as that can be told. */
export interface SignalLinks {
  /** Signal key -> the leaf that produces it; the first, where there are two. */
  readonly producers: ReadonlyMap<string, number>;
  /** Leaf by leaf, the leaves it reads; of a signal that does not exist, the one it was probably meant to be. */
  readonly feeds: Feeds;
  /** Keys of signals that are read, those probably meant among them. */
  readonly read: ReadonlySet<string>;
  /** Leaves whose links are not all known, because of a fault: nothing may be said of where they lead. */
  readonly uncertain: ReadonlySet<number>;
}

/** Links the leaves by their signals; reports signals that nothing produces, and those with two producers. */
export function linkSignals(
  leaves: readonly Component[],
  report: Report,
  { mayExist = () => false }: { readonly mayExist?: (signal: string) => boolean } = {},
): SignalLinks {
  const hearsay = new Set(leaves.flatMap((leaf) => [...(leaf.hearsay ?? [])]));
  const uncertain = new Set(leaves.flatMap((leaf, i) => (leaf.hearsay ? [i] : [])));
  const producers = findProducers(leaves, uncertain, report);
  const guess = guesser(producers);
  const read = new Set(hearsay);
  const feeds = leaves.map((leaf, at) => {
    const found = [...(leaf.hearsay ?? [])].flatMap((signal) => producers.get(signal) ?? []);
    for (const [port, given] of Object.entries(leaf.in)) {
      given.forEach(({ signal }, i) => {
        if (signal === undefined) return;
        const isUnknown = !producers.has(signal) && !hearsay.has(signal) && !mayExist(signalName(signal));
        if (isUnknown) uncertain.add(at);
        const meant = isUnknown ? reportUndefined(signal, leaf, port, i, guess, report) : signal;
        const producer = meant === undefined ? undefined : producers.get(meant);
        if (meant !== undefined) read.add(meant);
        if (producer !== undefined) found.push(producer);
      });
    }
    return found;
  });
  return { producers, feeds, read, uncertain };
}

function findProducers(
  leaves: readonly Component[],
  uncertain: Set<number>,
  report: Report,
): Map<string, number> {
  const producers = new Map<string, number>();
  leaves.forEach((leaf, i) => {
    for (const [port, key] of Object.entries(leaf.out)) {
      const first = producers.get(key);
      if (first === undefined) producers.set(key, i);
      else {
        uncertain.add(i);
        const { id, name } = leaves[first]!;
        const params = { signal: signalName(key), first: `${name} ${id}` };
        report('CIRCUIT_DUPLICATE_SIGNAL', params, `${leaf.at('out', port)}/signal_name`);
      }
    }
  });
  return producers;
}

type Guess = (circuit: string, signal: string) => string | undefined;

/** Guesses which signal of a circuit was meant; after some hundred that nothing produces, there is nothing left to guess. */
function guesser(producers: ReadonlyMap<string, number>): Guess {
  let left = 100;
  return (circuit, signal) => {
    if (left-- <= 0) return undefined;
    return suggest(signal, [...producers.keys()].filter((key) => key.startsWith(circuit)).map(signalName));
  };
}

/** Reports a signal that nothing produces; gives the key of the one that was probably meant. */
function reportUndefined(
  key: string,
  leaf: Component,
  port: string,
  index: number,
  guess: Guess,
  report: Report,
): string | undefined {
  const circuit = key.slice(0, key.indexOf('/') + 1);
  const signal = signalName(key);
  const suggestion = guess(circuit, signal);
  const at = leaf.at('in', port) + (leaf.kind.in[port] === 'many' ? `/${index}` : '');
  report('CIRCUIT_UNDEFINED_SIGNAL', { signal, suggestion }, `${at}/signal_name`);
  return suggestion === undefined ? undefined : circuit + suggestion;
}
