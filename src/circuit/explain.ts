import { formatNumber } from '../text/number.ts';
import type { InPort } from './component.ts';
import type { Plan } from './plan.ts';
import { type Component, columnName, type Feed, signalName } from './tree.ts';

const DEEPEST = 12;

/**
 * Why a signal has the reading it has in this frame, as one line: the decisions that led to it, followed upstream
 * through logic to what was measured or set. `RESET_0: AVERAGE_LATENCY_0 = 81.2 > 75`.
 */
export function explain(plan: Plan, frame: Float64Array, key: string): string {
  return [...new Set(follow(plan, frame, key, DEEPEST))].join('; ');
}

function follow(plan: Plan, frame: Float64Array, key: string, depth: number): string[] {
  const leaf = producerOf(plan, key);
  const value = frame[plan.slotOf(key) ?? 0]!;
  if (!leaf?.kind.reason || depth === 0) return [`${signalName(key)} = ${formatNumber(value)}`];
  const ports = inPorts(plan, frame, leaf);
  const reason = leaf.kind.reason(ports, leaf.config, value);
  if ('text' in reason) return [`${signalName(key)}: ${reason.text}`];
  const keys = reason.follow.flatMap((port) => (port as KeyedPort).key ?? []);
  if (keys.length === 0) return [`${signalName(key)} = ${formatNumber(value)}`];
  return keys.flatMap((upstream) => follow(plan, frame, upstream, depth - 1));
}

interface KeyedPort extends InPort {
  readonly key?: string;
}

const inPorts = (plan: Plan, frame: Float64Array, leaf: Component): KeyedPort[] =>
  Object.keys(leaf.kind.in).flatMap((port) =>
    (leaf.in[port] ?? []).map((feed) => portOf(plan, frame, port, feed)),
  );

function portOf(plan: Plan, frame: Float64Array, port: string, feed: Feed): KeyedPort {
  if (feed.signal === undefined) return { port, name: formatNumber(feed.constant), reading: feed.constant };
  return {
    port,
    name: columnName(feed.signal),
    reading: frame[plan.slotOf(feed.signal) ?? 0]!,
    key: feed.signal,
  };
}

function producerOf(plan: Plan, key: string): Component | undefined {
  return plan.leaves.find((leaf) => Object.values(leaf.out).includes(key));
}
