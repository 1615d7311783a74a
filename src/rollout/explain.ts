import type { InPort } from '../circuit/component.ts';
import type { Plan } from '../circuit/plan.ts';
import { isTrue } from '../circuit/reading.ts';
import { type Component, columnName, type Feed, signalName } from '../circuit/tree.ts';
import { formatNumber } from '../text/number.ts';

const DEEPEST = 12;

/** One thing that was measured or set, in words, and whether it speaks for what it explains. */
interface Cause {
  readonly text: string;
  readonly isTrue: boolean;
}

/**
 * Why a signal has the reading it has in this frame, as one line: the decisions that led to it, followed upstream
 * through logic to what was measured or set. `RESET_0: AVERAGE_LATENCY_0 = 81.2 > 75`. A true signal is explained by
 * what is true; that nothing spoke against it goes without saying.
 */
export function explain(plan: Plan, frame: Float64Array, key: string): string {
  const causes = follow(plan, frame, key, DEEPEST);
  const speaking = isTrue(frame[plan.slotOf(key) ?? 0]!) ? causes.filter((cause) => cause.isTrue) : [];
  return [...new Set((speaking.length > 0 ? speaking : causes).map((cause) => cause.text))].join('; ');
}

function follow(plan: Plan, frame: Float64Array, key: string, depth: number): Cause[] {
  const leaf = producerOf(plan, key);
  const value = frame[plan.slotOf(key) ?? 0]!;
  const cause = (text: string): Cause[] => [{ text, isTrue: isTrue(value) }];
  const plain = `${signalName(key)} = ${formatNumber(value)}`;
  if (!leaf?.kind.reason || depth === 0) return cause(plain);
  const reason = leaf.kind.reason(inPorts(plan, frame, leaf), leaf.config, value);
  if ('text' in reason) return cause(`${signalName(key)}: ${reason.text}`);
  const keys = reason.follow.flatMap((port) => (port as KeyedPort).key ?? []);
  return keys.length === 0
    ? cause(plain)
    : keys.flatMap((upstream) => follow(plan, frame, upstream, depth - 1));
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

const producers = new WeakMap<Plan, ReadonlyMap<string, Component>>();

function producerOf(plan: Plan, key: string): Component | undefined {
  let byKey = producers.get(plan);
  if (!byKey) {
    byKey = new Map(
      plan.leaves.flatMap((leaf) => Object.values(leaf.out).map((out) => [out, leaf] as const)),
    );
    producers.set(plan, byKey);
  }
  return byKey.get(key);
}
