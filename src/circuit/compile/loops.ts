/**
 * Who feeds whom among components 0..n-1: `feeds[consumer]` lists its producers, one entry per reading edge.
 */
export type Feeds = readonly (readonly number[])[];

/**
 * Which edges read last tick's value, as `consumer -> producers`. The rule: in every strongly connected
 * component that has a cycle, the smallest index reads last tick's value of everything from its own
 * component; repeat until acyclic. That is the same as: v reads p late where v leads back to p without
 * passing a smaller index than v.
 */
export function cutLoops(feeds: Feeds): ReadonlyMap<number, ReadonlySet<number>> {
  const readers = readersOf(feeds, new Map());
  const cut = new Map<number, ReadonlySet<number>>();
  const seen = new Int32Array(feeds.length).fill(-1);
  feeds.forEach((producers, v) => {
    const wanted = new Set(producers.filter((p) => p >= v));
    if (wanted.size === 0) return;
    const late = reachable(readers, v, wanted, seen);
    if (late.size > 0) cut.set(v, late);
  });
  return cut;
}

/** The shortest way from `v` to `p` through no smaller index than v: the loop that made `v` read `p` late. */
export function loopThrough(feeds: Feeds, v: number, p: number): number[] {
  const readers = readersOf(feeds, new Map());
  const before = new Map<number, number>([[v, v]]);
  for (const at of before.keys()) {
    for (const next of readers[at]!) if (next >= v && !before.has(next)) before.set(next, at);
    if (before.has(p)) break;
  }
  const way = [p];
  while (way[0] !== v) way.unshift(before.get(way[0]!)!);
  return way;
}

/**
 * An order in which every component comes after those it reads this tick, first come first served from the
 * smallest index.
 */
export function inOrder(feeds: Feeds, cut: ReadonlyMap<number, ReadonlySet<number>>): number[] {
  const readers = readersOf(feeds, cut);
  const waiting = new Int32Array(feeds.length);
  for (const list of readers) for (const reader of list) waiting[reader]!++;
  const order: number[] = [];
  for (const i of feeds.keys()) if (waiting[i] === 0) order.push(i);
  for (const done of order) {
    for (const reader of readers[done]!) if (--waiting[reader]! === 0) order.push(reader);
  }
  return order;
}

/** The `wanted` that `v` leads to through indices of at least v; `seen` is scratch, stamped with v. */
function reachable(readers: Feeds, v: number, wanted: ReadonlySet<number>, seen: Int32Array): Set<number> {
  const found = new Set<number>();
  const queue = [v];
  seen[v] = v;
  for (const at of queue) {
    if (wanted.has(at)) found.add(at);
    if (found.size === wanted.size) break;
    for (const next of readers[at]!) {
      if (next < v || seen[next] === v) continue;
      seen[next] = v;
      queue.push(next);
    }
  }
  return found;
}

/** Consumers by producer, each once, without the edges that are cut. */
function readersOf(feeds: Feeds, cut: ReadonlyMap<number, ReadonlySet<number>>): number[][] {
  const readers: number[][] = feeds.map(() => []);
  feeds.forEach((producers, consumer) => {
    for (const p of new Set(producers)) if (!cut.get(consumer)?.has(p)) readers[p]!.push(consumer);
  });
  return readers;
}
