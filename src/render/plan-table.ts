import type { Plan } from '../circuit/plan.ts';
import { type Component, columnName, type Feed } from '../circuit/tree.ts';

const HEAD = ['turn', 'component', 'kind', 'reads', 'puts out'];

/** The compiled circuit as a table, in the order of one tick: what each component reads and puts out, with slots, and why a signal is late. */
export function planTable(plan: Plan): string {
  const rows = plan.order.map((leaf, turn) => rowOf(plan, leaf, turn));
  const widths = HEAD.map((title, c) => Math.max(title.length, ...rows.map((row) => row[c]!.length)));
  const lines = [HEAD, ...rows].map((row) =>
    row
      .map((cell, c) => cell.padEnd(widths[c]!))
      .join('  ')
      .trimEnd(),
  );
  const { length } = plan.start().frame;
  return [
    ...lines,
    '',
    `frame of ${length} readings, a tick every ${plan.interval} s`,
    ...lateLines(plan),
    '',
  ].join('\n');
}

function rowOf(plan: Plan, index: number, turn: number): string[] {
  const leaf = plan.leaves[index]!;
  const late = lateFeeds(plan, index);
  const reads = Object.values(leaf.in).flatMap((feeds) =>
    feeds.map((feed) => (late.includes(feed) ? `${nameOf(plan, feed)} (late)` : nameOf(plan, feed))),
  );
  const puts = Object.values(leaf.out).map((key) => nameOf(plan, { signal: key }));
  return [
    String(turn),
    leaf.id,
    leaf.label ? `${leaf.name} ${leaf.label}` : leaf.name,
    reads.join(', '),
    puts.join(', '),
  ];
}

const nameOf = (plan: Plan, feed: Feed): string =>
  feed.signal === undefined ? feed.text : `${columnName(feed.signal)}@${plan.slotOf(feed.signal) ?? '?'}`;

function lateFeeds(plan: Plan, consumer: number): Feed[] {
  const producers = plan.loops.get(consumer);
  if (!producers) return [];
  const made = new Set([...producers].flatMap((producer) => Object.values(plan.leaves[producer]!.out)));
  return feedsOf(plan.leaves[consumer]!).filter(({ signal }) => signal !== undefined && made.has(signal));
}

const feedsOf = (leaf: Component): Feed[] => Object.values(leaf.in).flat();

function lateLines(plan: Plan): string[] {
  return [...plan.loops.keys()].map((consumer) => {
    const signals = lateFeeds(plan, consumer).map(({ signal }) => columnName(signal!));
    return `${plan.leaves[consumer]!.id} reads ${[...new Set(signals)].join(', ')} of the tick before: it comes first in a loop, which is cut there`;
  });
}
