import { type Seconds, ticksOf } from '../../text/duration.ts';
import type { DynamicKey, TickFunction, TicksOf } from '../binding.ts';
import type { Links } from '../compile/links.ts';
import type { DynamicCell, Plan, Query } from '../plan.ts';
import { type Component, columnName, type Feed } from '../tree.ts';
import { layOut, outKeys, type PortSlots } from './layout.ts';
import { sharedSignals } from './sharing.ts';

/** Makes a plan: the frame is laid out and every leaf is bound to its own, once for all runs. */
export function makePlan(links: Links): Plan {
  const { interval, tree, leaves, feeds, loops, order } = links;
  const ticks = (duration: Seconds) => ticksOf(duration, interval);
  const shared = sharedSignals(links);
  const { initialFrame, slots, delayed, states, ports } = layOut(links, shared);
  const active = order.filter((i) => isActive(leaves[i]!, shared));
  const functions = active.flatMap(
    (i) => bindLeaf(leaves[i]!, { ...ports[i]!, state: states[i]!, ticks }) ?? [],
  );
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

/** Where a leaf stands in the frame. */
interface LeafPlace extends PortSlots {
  /** Its first state cell. */
  readonly state: number;
  readonly ticks: TicksOf;
}

/** The function a leaf runs on every tick, if it has one. */
function bindLeaf({ kind, config }: Component, place: LeafPlace): TickFunction | undefined {
  if (!('bind' in kind)) return undefined;
  return kind.bind({ ...place, config });
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
  return keys.map(({ cell, ...key }) => ({
    ...key,
    slot: state + cell,
    initial: initialFrame[state + cell]!,
  }));
}
