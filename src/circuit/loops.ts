/** Who feeds whom among components 0..n-1: `feeds[consumer]` lists its producers, one entry per reading edge. */
export type Feeds = readonly (readonly number[])[];

/**
 * Which edges read last tick's value, as `consumer -> producers`. Repeat: in every strongly connected component that
 * has a cycle, the smallest index reads last tick's value of everything that comes from its own component, until acyclic.
 */
export function cutLoops(feeds: Feeds): ReadonlyMap<number, ReadonlySet<number>> {
  const cut = new Map<number, Set<number>>();
  const open = (consumer: number, producer: number) => !cut.get(consumer)?.has(producer);
  let pending: number[][] = [feeds.map((_, i) => i)];
  while (pending.length > 0) {
    const next: number[][] = [];
    for (const members of pending) {
      for (const group of stronglyConnected(feeds, members, open)) {
        const first = group.reduce((a, b) => (a < b ? a : b));
        const inside = new Set(group);
        const late = feeds[first]!.filter((producer) => inside.has(producer) && open(first, producer));
        if (late.length === 0) continue;
        cut.set(first, new Set([...(cut.get(first) ?? []), ...late]));
        if (group.length > 1) next.push(group);
      }
    }
    pending = next;
  }
  return cut;
}

/**
 * An order in which every component comes after those it reads this tick; among the ready the smallest index first
 * in each sweep, as a controller runs them.
 */
export function inOrder(feeds: Feeds, cut: ReadonlyMap<number, ReadonlySet<number>>): number[] {
  const waiting = feeds.map((producers, i) => new Set(producers.filter((p) => !cut.get(i)?.has(p))).size);
  const readers: number[][] = feeds.map(() => []);
  feeds.forEach((producers, i) => {
    for (const p of new Set(producers)) if (!cut.get(i)?.has(p)) readers[p]!.push(i);
  });
  const order: number[] = [];
  const ready = waiting.flatMap((count, i) => (count === 0 ? [i] : []));
  for (let at = 0; at < ready.length; at++) {
    order.push(ready[at]!);
    for (const reader of readers[ready[at]!]!) if (--waiting[reader]! === 0) ready.push(reader);
  }
  return order;
}

/** Tarjan, without recursion: the groups among `members` that hold a cycle (a singleton only when it feeds itself). */
function stronglyConnected(
  feeds: Feeds,
  members: readonly number[],
  open: (consumer: number, producer: number) => boolean,
): number[][] {
  const inside = new Set(members);
  const index = new Map<number, number>();
  const low = new Map<number, number>();
  const onStack = new Set<number>();
  const stack: number[] = [];
  const groups: number[][] = [];
  const edges = (v: number) => feeds[v]!.filter((p) => inside.has(p) && open(v, p));
  const enter = (v: number, calls: Call[]) => {
    index.set(v, index.size);
    low.set(v, index.get(v)!);
    stack.push(v);
    onStack.add(v);
    calls.push({ v, edges: edges(v), at: 0 });
  };
  for (const root of members) {
    if (index.has(root)) continue;
    const calls: Call[] = [];
    enter(root, calls);
    while (calls.length > 0) {
      const call = calls.at(-1)!;
      const to = call.edges[call.at++];
      if (to !== undefined) {
        if (!index.has(to)) enter(to, calls);
        else if (onStack.has(to)) low.set(call.v, Math.min(low.get(call.v)!, index.get(to)!));
        continue;
      }
      calls.pop();
      const parent = calls.at(-1);
      if (parent) low.set(parent.v, Math.min(low.get(parent.v)!, low.get(call.v)!));
      if (low.get(call.v) !== index.get(call.v)) continue;
      const group = stack.splice(stack.lastIndexOf(call.v));
      for (const v of group) onStack.delete(v);
      if (group.length > 1 || call.edges.includes(call.v)) groups.push(group);
    }
  }
  return groups;
}

interface Call {
  readonly v: number;
  readonly edges: readonly number[];
  at: number;
}
