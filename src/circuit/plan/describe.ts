import { formatGo } from '../../text/duration.ts';
import { formatNumber } from '../../text/number.ts';
import { loopThrough } from '../compile/loops.ts';
import { spelling } from '../kinds.ts';
import type { Plan } from '../plan.ts';
import { type Component, columnName, type Feed } from '../tree.ts';

/**
 * A plan for people: the components in the order they run, what each reads and puts out with its slot in the
 * frame, and every loop with the reason it is cut where it is.
 */
export function explainPlan(plan: Plan): string {
  const slots = plan.start().frame.length;
  const facts = [
    `a tick every ${formatGo(plan.interval)}`,
    count(plan.leaves.length, 'component'),
    count(plan.columns.length, 'signal'),
    count(slots, 'slot'),
  ];
  const rows = plan.order.map((i, at) => row(plan, i, at + 1));
  const table = columns([['', 'id', 'component', 'reads', 'puts out'], ...rows]);
  return [facts.join(', '), '', ...table, '', ...loops(plan), ''].join('\n');
}

const count = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`;

function row(plan: Plan, index: number, position: number): string[] {
  const leaf = plan.leaves[index]!;
  const reads = ports(leaf).flatMap(([port, feeds]) =>
    feeds.map((feed) => `${port} ${source(plan, index, feed)}`),
  );
  const outs = Object.entries(leaf.out).map(
    ([port, key]) => `${port} ${columnName(key)} @${plan.slotOf(key)}`,
  );
  return [String(position), leaf.id, spelling(leaf.kind), reads.join(', '), outs.join(', ')];
}

const ports = (leaf: Component): [string, readonly Feed[]][] => Object.entries(leaf.in);

function source(plan: Plan, reader: number, feed: Feed): string {
  if (feed.signal === undefined) return formatNumber(feed.constant);
  const isDelayed = isLooped(plan, reader, feed);
  const slot = isDelayed ? plan.delayedSlotOf(feed.signal) : plan.slotOf(feed.signal);
  return `${columnName(feed.signal)} @${slot}${isDelayed ? ' (last tick)' : ''}`;
}

function isLooped(plan: Plan, reader: number, feed: Feed): boolean {
  return [...(plan.loops.get(reader) ?? [])].some((p) =>
    Object.values(plan.leaves[p]!.out).includes(feed.signal ?? ''),
  );
}

function loops(plan: Plan): string[] {
  if (plan.loops.size === 0) return ['no loops: every signal is read in the tick it is made'];
  const lines = [...plan.loops].flatMap(([reader, producers]) =>
    [...producers].map((p) => loop(plan, reader, p)),
  );
  return [`${count(lines.length, 'signal path')} read one tick late:`, ...lines];
}

function loop(plan: Plan, reader: number, producer: number): string {
  const { id, in: ins } = plan.leaves[reader]!;
  const outs = Object.values(plan.leaves[producer]!.out);
  const read = Object.values(ins)
    .flat()
    .flatMap((feed) => (outs.includes(feed.signal ?? '') ? columnName(feed.signal!) : []));
  const names = [...new Set(read)].join(', ');
  if (reader === producer) return `  ${id} reads ${names} of the last tick: it feeds itself`;
  const way = [...loopThrough(plan.feeds, reader, producer), reader].map((i) => plan.leaves[i]!.id);
  return `  ${id} reads ${names} of the last tick: ${way.join(' -> ')} is a loop, and ${id} comes first in the policy`;
}

function columns(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]!.map((_, c) => Math.max(...rows.map((cells) => cells[c]!.length)));
  return rows.map((cells) =>
    cells
      .map((cell, c) => (c === 0 ? cell.padStart(widths[c]!) : cell.padEnd(widths[c]!)))
      .join('  ')
      .trimEnd(),
  );
}
