import { type Seconds, type Ticks, ticksOf } from '../text/duration.ts';
import type { Links } from './compile/links.ts';
import type { Feeds } from './compile/loops.ts';
import type { DynamicKey, TickFunction, TicksOf } from './kind.ts';
import { layOut, outKeys, type PortSlots } from './plan/layout.ts';
import { sharedSignals } from './plan/sharing.ts';
import type { Reading } from './reading.ts';
import { type Component, columnName, type Feed } from './tree.ts';

/**
 * One signal of the circuit: its key, the name of its trace column and its place in the frame. Signals that
 * always equal each other share one.
 */
export interface Column {
  readonly key: string;
  readonly name: string;
  readonly slot: number;
}

/**
 * A query and where its results go. It runs on ticks 0, every, 2·every ...; its last result is kept in
 * `resultSlot`, which is its signal's own.
 */
export interface Query {
  readonly component: Component;
  /** The name of the signal it feeds; its component id where it feeds none. */
  readonly signal: string;
  readonly query_string: string;
  readonly every: Ticks;
  readonly resultSlot: number;
}

/** A key of the dynamic configuration, bound to the frame; `initial` is the policy's own value. */
export interface DynamicCell {
  readonly key: string;
  readonly slot: number;
  readonly initial: Reading;
  readonly decode: DynamicKey['decode'];
}

/** A running circuit: `frame` is all its memory, `tick` advances it by one interval. */
export interface Engine {
  readonly frame: Float64Array;
  readonly tick: () => void;
  /** The decision of every output, in the order of `Plan.outputs`. */
  readonly decisions: readonly (() => Reading)[];
}

/** A compiled circuit. It holds no readings: `start` gives a frame of its own to every run. */
export interface Plan {
  readonly interval: Seconds;
  /** As the user nested it; for diagrams. */
  readonly tree: readonly Component[];
  /** The leaves, flattened; positions are the indices loops and order speak of. */
  readonly leaves: readonly Component[];
  readonly order: readonly number[];
  /** Leaf by leaf, the leaves whose signals it reads. */
  readonly feeds: Feeds;
  /** Signals in component order: the columns of a trace. */
  readonly columns: readonly Column[];
  readonly queries: readonly Query[];
  readonly outputs: readonly Component[];
  readonly dynamic: readonly DynamicCell[];
  /** `consumer leaf -> producer leaves` whose signals it reads one tick late. */
  readonly loops: ReadonlyMap<number, ReadonlySet<number>>;
  /** Key of a signal -> its slot; undefined when nothing produces it. */
  readonly slotOf: (key: string) => number | undefined;
  /** Key of a looped signal -> the slot of its last tick's value. */
  readonly delayedSlotOf: (key: string) => number | undefined;
  /** Key of a signal -> the leaf that puts it out. */
  readonly producerOf: (key: string) => Component | undefined;
  /** Component id -> its first state cell, for leaves. */
  readonly stateOf: (id: string) => number | undefined;
  /** A fresh run, or one that goes on from a snapshot (`frame.slice()`). */
  readonly start: (from?: Float64Array) => Engine;
}

/** Makes a plan: the frame is laid out and every leaf is bound to its own, once for all runs. */
export function plan(links: Links): Plan {
  const { interval, tree, leaves, feeds, loops, order } = links;
  const ticks = (duration: Seconds) => ticksOf(duration, interval);
  const shared = sharedSignals(links);
  const { initialFrame, slots, delayed, states, ports } = layOut(links, shared);
  const active = order.filter((i) => isActive(leaves[i]!, shared));
  const functions = active.flatMap((i) => bindLeaf(leaves[i]!, ports[i]!, states[i]!, ticks) ?? []);
  const tick = ticker(
    functions,
    [...delayed].map(([key, to]) => [slots.get(key)!, to] as const),
  );
  const decisions = leaves.flatMap(({ kind, config }, i) =>
    'actuate' in kind ? [kind.actuate({ in: ports[i]!.in, config })] : [],
  );
  const stateIndex = new Map(leaves.map((leaf, i) => [leaf.id, states[i]!]));
  return {
    interval,
    tree,
    leaves,
    feeds,
    loops,
    order,
    columns: leaves.flatMap(outKeys).map((key) => ({ key, name: columnName(key), slot: slots.get(key)! })),
    queries: leaves.flatMap((leaf, i) => queryOf(leaf, states[i]!, ticks)),
    outputs: leaves.filter((leaf) => 'actuate' in leaf.kind),
    dynamic: leaves.flatMap((leaf, i) => dynamicOf(leaf, states[i]!, initialFrame)),
    slotOf: (key) => slots.get(key),
    delayedSlotOf: (key) => delayed.get(key),
    producerOf: (key) => leaves[links.producers.get(key) ?? -1],
    stateOf: (id) => stateIndex.get(id),
    start(from) {
      const frame = (from ?? initialFrame).slice();
      return { frame, tick: () => tick(frame), decisions: decisions.map((decide) => () => decide(frame)) };
    },
  };
}

/**
 * Whether a tick has something to do for a leaf: nothing for one whose output equals what it reads, or goes
 * nowhere.
 */
const isActive = (leaf: Component, shared: ReadonlyMap<string, Feed>): boolean =>
  outKeys(leaf).some((key) => !shared.has(key));

function ticker(
  functions: readonly TickFunction[],
  copies: readonly (readonly [number, number])[],
): TickFunction {
  const from = Int32Array.from(copies, ([slot]) => slot);
  const to = Int32Array.from(copies, ([, slot]) => slot);
  return (frame) => {
    for (let i = 0; i < functions.length; i++) functions[i]!(frame);
    for (let i = 0; i < from.length; i++) frame[to[i]!] = frame[from[i]!]!;
  };
}

/** The function a leaf runs on every tick, if it has one. */
function bindLeaf(
  { kind, config }: Component,
  ports: PortSlots,
  state: number,
  ticks: TicksOf,
): TickFunction | undefined {
  return 'bind' in kind ? kind.bind({ ...ports, state, config, ticks }) : undefined;
}

function queryOf(leaf: Component, resultSlot: number, ticks: TicksOf): Query[] {
  if (!('query' in leaf.kind)) return [];
  const { query_string, evaluation_interval } = leaf.kind.query(leaf.config);
  const key = leaf.out.output;
  const signal = key === undefined ? leaf.id : columnName(key);
  return [
    { component: leaf, signal, query_string, every: Math.max(1, ticks(evaluation_interval)), resultSlot },
  ];
}

function dynamicOf(leaf: Component, state: number, initialFrame: Float64Array): DynamicCell[] {
  const keys: readonly DynamicKey[] = leaf.kind.dynamic?.(leaf.config) ?? [];
  return keys.map(({ key, cell, decode }) => ({
    key,
    slot: state + cell,
    initial: initialFrame[state + cell]!,
    decode,
  }));
}
