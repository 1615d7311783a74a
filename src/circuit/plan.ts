import { type Seconds, ticksOf } from '../text/duration.ts';
import type { DynamicKey, InputKind, LeafKind, OutputKind, PortTable, Slots, Step } from './component.ts';
import type { Feeds } from './loops.ts';
import { INVALID, type Reading } from './reading.ts';
import { sharedSignals } from './sharing.ts';
import { type Component, columnName, type Feed } from './tree.ts';

/** Slot 0 is the invalid reading every unconnected port points at; slot 1 takes what nobody named. */
const INVALID_SLOT = 0;
const DISCARD_SLOT = 1;

/** One signal of the circuit: its key, the name of its trace column and its place in the frame. */
export interface Column {
  readonly key: string;
  readonly name: string;
  readonly slot: number;
}

/** A query and where its results go. It runs on ticks 0, every, 2·every ...; its last result is kept in the slot `held`, which is its signal's own. */
export interface Query {
  readonly component: Component;
  /** The name of the signal it feeds; its component id where it feeds none. */
  readonly signal: string;
  readonly query_string: string;
  readonly every: number;
  readonly held: number;
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
  readonly lateSlotOf: (key: string) => number | undefined;
  /** Component id -> its first state cell, for leaves. */
  readonly stateOf: (id: string) => number | undefined;
  /** A fresh run, or one that goes on from a snapshot (`frame.slice()`). */
  readonly start: (from?: Float64Array) => Engine;
}

/** What compile has worked out before slots are allotted. */
export interface Links {
  readonly interval: Seconds;
  readonly tree: readonly Component[];
  readonly leaves: readonly Component[];
  /** Signal key -> the leaf that produces it. */
  readonly producers: ReadonlyMap<string, number>;
  readonly feeds: Feeds;
  /** The initial state cells of every leaf. */
  readonly cells: readonly (readonly number[])[];
  readonly loops: ReadonlyMap<number, ReadonlySet<number>>;
  readonly order: readonly number[];
}

/** Allots every slot of the frame: `[invalid | discard | constants | state and signals, leaf by leaf | last values of looped signals]`. */
export function plan(links: Links): Plan {
  const initial: number[] = [INVALID, 0];
  const take = (value: number): number => initial.push(value) - 1;
  const ticks = (duration: Seconds) => ticksOf(duration, links.interval);
  const constants = new Map<Reading, number>();
  const constantSlot = (value: Reading): number => {
    if (Number.isNaN(value)) return INVALID_SLOT;
    if (!constants.has(value)) constants.set(value, take(value));
    return constants.get(value)!;
  };
  for (const leaf of links.leaves)
    eachFeed(leaf, (feed) => feed.signal === undefined && constantSlot(feed.constant));
  const shared = sharedSignals(links);
  const { slots, states } = allot(links, shared, take, constantSlot);
  const columns = links.leaves.flatMap(outKeys).map((key) => ({ key, name: columnName(key), slot: slots.get(key)! }));
  const late = lateSlots(links, take);
  const slotOfFeed = (consumer: number, feed: Feed): number => {
    if (feed.signal === undefined) return constantSlot(feed.constant);
    const producer = links.producers.get(feed.signal)!;
    return links.loops.get(consumer)?.has(producer) ? late.get(feed.signal)! : slots.get(feed.signal)!;
  };
  const wires = links.leaves.map((leaf, i) => ({
    in: inSlots(leaf, (feed) => slotOfFeed(i, feed)),
    out: outSlots(leaf, (key) => slots.get(key)!),
  }));
  const stateIndex = new Map(links.leaves.map((leaf, i) => [leaf.id, states[i]!]));
  const image = Float64Array.from(initial);
  const copies = [...late].map(([key, to]) => [slots.get(key)!, to] as const);
  const busy = links.order.filter((i) => isBusy(links.leaves[i]!, shared));
  const steps = busy.flatMap((i) => bindLeaf(links.leaves[i]!, wires[i]!, states[i]!, ticks) ?? []);
  const tick = ticker(steps, copies);
  const decisions = links.leaves.flatMap(({ kind, config }, i) =>
    'actuate' in kind ? [(kind as OutputKind<any>).actuate({ in: wires[i]!.in, config })] : [],
  );
  const { interval, tree, leaves, feeds, loops, order } = links;
  return {
    interval,
    tree,
    leaves,
    feeds,
    loops,
    order,
    columns,
    queries: links.leaves.flatMap((leaf, i) => queryOf(leaf, states[i]!, ticks)),
    outputs: links.leaves.filter((leaf) => 'actuate' in leaf.kind),
    dynamic: links.leaves.flatMap((leaf, i) => dynamicOf(leaf, states[i]!, image)),
    slotOf: (key) => slots.get(key),
    lateSlotOf: (key) => late.get(key),
    stateOf: (id) => stateIndex.get(id),
    start(from) {
      const frame = (from ?? image).slice();
      return { frame, tick: () => tick(frame), decisions: decisions.map((decide) => () => decide(frame)) };
    },
  };
}

/** Whether a tick has something to do for a leaf: not for one whose output equals what it reads, or goes nowhere. */
const isBusy = (leaf: Component, shared: ReadonlyMap<string, Feed>): boolean =>
  outKeys(leaf).some((key) => !shared.has(key));

function ticker(steps: readonly Step[], copies: readonly (readonly [number, number])[]): Step {
  const from = Int32Array.from(copies, ([slot]) => slot);
  const to = Int32Array.from(copies, ([, slot]) => slot);
  return (frame) => {
    for (let i = 0; i < steps.length; i++) steps[i]!(frame);
    for (let i = 0; i < from.length; i++) frame[to[i]!] = frame[from[i]!]!;
  };
}

function bindLeaf(
  { kind, config }: Component,
  wires: { in: Slots<PortTable>; out: Slots<PortTable> },
  state: number,
  ticks: (duration: Seconds) => number,
): Step | undefined {
  return 'bind' in kind ? (kind as LeafKind<any>).bind({ in: wires.in, out: wires.out, state, config, ticks }) : undefined;
}

/**
 * State cells and signals, leaf by leaf in the order they run. A signal has a slot of its own, or that of the cell that
 * holds it, or that of what it always equals.
 */
function allot(
  links: Links,
  shared: ReadonlyMap<string, Feed>,
  take: (value: number) => number,
  constantSlot: (value: Reading) => number,
): { readonly slots: Map<string, number>; readonly states: number[] } {
  const slots = new Map<string, number>();
  const states: number[] = [];
  const slotOf = (leaf: Component, port: string, key: string, first: number): number => {
    const feed = shared.get(key);
    if (feed) return feed.signal === undefined ? constantSlot(feed.constant) : slots.get(feed.signal)!;
    const cell = cellOf(leaf, port);
    return cell === undefined ? take(INVALID) : first + cell;
  };
  for (const i of links.order) {
    const leaf = links.leaves[i]!;
    const first = links.cells[i]!.reduce((least, value) => Math.min(least, take(value)), Number.POSITIVE_INFINITY);
    states[i] = first;
    for (const port of Object.keys(leaf.kind.out)) {
      const key = leaf.out[port];
      if (key !== undefined) slots.set(key, slotOf(leaf, port, key, first));
    }
  }
  return { slots, states };
}

/** The state cell an out port stands in: a variable's value, the last result of a query. */
function cellOf({ kind }: Component, port: string): number | undefined {
  if ('query' in kind) return 0;
  return 'holds' in kind ? kind.holds?.[port] : undefined;
}

/** The signals a leaf puts out, in the order of its kind's ports. */
const outKeys = (leaf: Component): string[] => Object.keys(leaf.kind.out).flatMap((port) => leaf.out[port] ?? []);

function lateSlots(links: Links, take: (value: number) => number): Map<string, number> {
  const late = new Map<string, number>();
  for (const [consumer, producers] of links.loops) {
    eachFeed(links.leaves[consumer]!, (feed) => {
      if (feed.signal === undefined || late.has(feed.signal)) return;
      if (producers.has(links.producers.get(feed.signal)!)) late.set(feed.signal, take(INVALID));
    });
  }
  return late;
}

function eachFeed(leaf: Component, visit: (feed: Feed) => void): void {
  for (const feeds of Object.values(leaf.in)) for (const feed of feeds) visit(feed);
}

function inSlots(leaf: Component, slotOf: (feed: Feed) => number): Slots<PortTable> {
  const slots: Record<string, number | readonly number[]> = {};
  for (const [port, arity] of Object.entries(leaf.kind.in)) {
    const feeds = leaf.in[port] ?? [];
    slots[port] = arity === 'many' ? feeds.map(slotOf) : feeds[0] ? slotOf(feeds[0]) : INVALID_SLOT;
  }
  return slots as Slots<PortTable>;
}

function outSlots(leaf: Component, slotOf: (key: string) => number): Slots<PortTable> {
  const slots: Record<string, number> = {};
  for (const port of Object.keys(leaf.kind.out)) {
    const key = leaf.out[port];
    slots[port] = key === undefined ? DISCARD_SLOT : slotOf(key);
  }
  return slots as Slots<PortTable>;
}

function queryOf(leaf: Component, held: number, ticks: (duration: Seconds) => number): Query[] {
  if (!('query' in leaf.kind)) return [];
  const { query_string, evaluation_interval } = (leaf.kind as InputKind<any>).query(leaf.config);
  const key = leaf.out.output;
  const signal = key === undefined ? leaf.id : columnName(key);
  return [{ component: leaf, signal, query_string, every: Math.max(1, ticks(evaluation_interval)), held }];
}

function dynamicOf(leaf: Component, state: number, image: Float64Array): DynamicCell[] {
  const keys: readonly DynamicKey[] = leaf.kind.dynamic?.(leaf.config) ?? [];
  return keys.map(({ key, cell, decode }) => ({
    key,
    slot: state + cell,
    initial: image[state + cell]!,
    decode,
  }));
}
