import type { Links } from '../compile/links.ts';
import type { PortTable, Slots } from '../ports.ts';
import { INVALID } from '../reading.ts';
import type { Component, Feed } from '../tree.ts';
import { GrowingFrame } from './growing-frame.ts';
import { DISCARD_SLOT, INVALID_SLOT } from './reserved-slots.ts';

/** Where everything stands in the frame, and what the frame holds before the first tick. */
export interface Layout {
  readonly initialFrame: Float64Array;
  /** Signal key -> slot. */
  readonly slots: ReadonlyMap<string, number>;
  /** Key of a looped signal -> the slot of its last tick's value. */
  readonly delayed: ReadonlyMap<string, number>;
  /** Leaf by leaf, its first state cell. */
  readonly states: readonly number[];
  /** Leaf by leaf, the slots of its ports. */
  readonly ports: readonly PortSlots[];
}

/** The slots of a leaf's ports. */
export interface PortSlots {
  readonly in: Slots<PortTable>;
  readonly out: Slots<PortTable>;
}

/**
 * Lays out the frame: `[invalid | discard | hold | gate | constants | state and signals, leaf by leaf | last values of
 * looped signals]`.
 */
export function layOut(links: Links, shared: ReadonlyMap<string, Feed>): Layout {
  const frame = new GrowingFrame();
  for (const leaf of links.leaves) {
    for (const feed of feedsOf(leaf)) if (feed.signal === undefined) frame.constantSlot(feed.constant);
  }
  const { slots, states } = layOutLeaves(links, shared, frame);
  const delayed = delayedSlots(links, frame);
  const slotOfFeed = (consumer: number, feed: Feed): number => {
    if (feed.signal === undefined) return frame.constantSlot(feed.constant);
    const producer = links.producers.get(feed.signal)!;
    return links.loops.get(consumer)?.has(producer) ? delayed.get(feed.signal)! : slots.get(feed.signal)!;
  };
  const ports = links.leaves.map((leaf, i) => ({
    in: inSlots(leaf, (feed) => slotOfFeed(i, feed)),
    out: outSlots(leaf, (key) => slots.get(key)!),
  }));
  return { initialFrame: Float64Array.from(frame.values), slots, delayed, states, ports };
}

/** The signals a leaf puts out, in the order of its kind's ports. */
export const outKeys = (leaf: Component): string[] =>
  Object.keys(leaf.kind.out).flatMap((port) => leaf.out[port] ?? []);

const feedsOf = (leaf: Component): Feed[] => Object.values(leaf.in).flat();

/**
 * State cells and signals, leaf by leaf in the order they run. A signal has a slot of its own, or that of the
 * cell that holds it, or that of what it always equals.
 */
function layOutLeaves(
  links: Links,
  shared: ReadonlyMap<string, Feed>,
  frame: GrowingFrame,
): { readonly slots: Map<string, number>; readonly states: number[] } {
  const slots = new Map<string, number>();
  const states: number[] = [];
  const sharedSlot = (key: string): number | undefined => {
    const feed = shared.get(key);
    if (!feed) return undefined;
    if (feed.signal === undefined) return frame.constantSlot(feed.constant);
    return slots.get(feed.signal)!;
  };
  for (const i of links.order) {
    const leaf = links.leaves[i]!;
    const [first = DISCARD_SLOT] = links.cells[i]!.map((value) => frame.take(value));
    states[i] = first;
    for (const port of Object.keys(leaf.kind.out)) {
      const key = leaf.out[port];
      if (key === undefined) continue;
      const cell = cellOf(leaf, port);
      const own = cell === undefined ? undefined : first + cell;
      slots.set(key, sharedSlot(key) ?? own ?? frame.take(INVALID));
    }
  }
  return { slots, states };
}

/** The state cell an out port stands in: a variable's value, the last result of a query. */
function cellOf({ kind }: Component, port: string): number | undefined {
  if ('query' in kind) return 0;
  return 'stateOutputs' in kind ? kind.stateOutputs?.[port] : undefined;
}

function delayedSlots(links: Links, frame: GrowingFrame): Map<string, number> {
  const delayed = new Map<string, number>();
  for (const [consumer, producers] of links.loops) {
    for (const { signal } of feedsOf(links.leaves[consumer]!)) {
      if (signal === undefined || delayed.has(signal)) continue;
      if (producers.has(links.producers.get(signal)!)) delayed.set(signal, frame.take(INVALID));
    }
  }
  return delayed;
}

function inSlots(leaf: Component, slotOf: (feed: Feed) => number): Slots<PortTable> {
  const slots: Record<string, number | readonly number[]> = {};
  for (const [port, arity] of Object.entries(leaf.kind.in)) {
    const feeds = leaf.in[port] ?? [];
    if (arity === 'many') slots[port] = feeds.map(slotOf);
    else slots[port] = feeds[0] ? slotOf(feeds[0]) : INVALID_SLOT;
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
