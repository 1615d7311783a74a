import type { InPort } from '../circuit/kind.ts';
import type { Plan } from '../circuit/plan.ts';
import { isTrue, type Reading } from '../circuit/reading.ts';
import { type Component, columnName, type Feed, signalName } from '../circuit/tree.ts';
import { formatNumber } from '../text/number.ts';

const MAX_DEPTH = 12;

/** A signal that a decision came from: measured, set, or compared. */
export interface Cause {
  readonly key: string;
  /** What puts it out; undefined where nothing does. */
  readonly component: Component | undefined;
  readonly reading: Reading;
  /** Why it has its reading, with its name. */
  readonly text: string;
}

/**
 * Why a signal has the reading it has in this frame, as one line: the decisions that led to it, followed
 * upstream through logic to what was measured or set. `RESET_0: AVERAGE_LATENCY_0 = 81.2 > 75`.
 */
export function explainSignal(plan: Plan, frame: Float64Array, key: string): string {
  return [...new Set(causesOf(plan, frame, key).map(({ text }) => text))].join('; ');
}

/**
 * The same as signals, each once. Where the signal is true and some causes are, the causes that are not true are
 * left out.
 */
export function causesOf(plan: Plan, frame: Float64Array, key: string): readonly Cause[] {
  const found = follow(plan, frame, key, MAX_DEPTH);
  const causes = [...new Map(found.map((cause) => [cause.key, cause])).values()];
  const supporting = causes.filter(({ reading }) => isTrue(reading));
  const isSupported = isTrue(readingOf(plan, frame, key)) && supporting.length > 0;
  return isSupported ? supporting : causes;
}

function follow(plan: Plan, frame: Float64Array, key: string, depth: number): Cause[] {
  const component = plan.producerOf(key);
  const reading = readingOf(plan, frame, key);
  const cause = (text: string): Cause[] => [{ key, component, reading, text }];
  const plain = () => cause(`${signalName(key)} = ${formatNumber(reading)}`);
  if (!component?.kind.reason || depth === 0) return plain();
  const reason = component.kind.reason(inPorts(plan, frame, component), component.config, reading);
  if ('text' in reason) return cause(`${signalName(key)}: ${reason.text}`);
  const keys = reason.follow.flatMap((port) => (port as KeyedPort).key ?? []);
  if (keys.length === 0) return plain();
  return keys.flatMap((upstream) => follow(plan, frame, upstream, depth - 1));
}

interface KeyedPort extends InPort {
  readonly key?: string;
}

const inPorts = (plan: Plan, frame: Float64Array, leaf: Component): KeyedPort[] =>
  Object.keys(leaf.kind.in).flatMap((port) =>
    (leaf.in[port] ?? []).map((feed) => ({ port, ...fed(plan, frame, feed) })),
  );

function fed(plan: Plan, frame: Float64Array, feed: Feed): Omit<KeyedPort, 'port'> {
  if (feed.signal === undefined) return { name: formatNumber(feed.constant), reading: feed.constant };
  return { name: columnName(feed.signal), reading: readingOf(plan, frame, feed.signal), key: feed.signal };
}

/** The reading of a signal; slot 0 is always invalid. */
export const readingOf = (plan: Plan, frame: Float64Array, key: string): Reading =>
  frame[plan.slotOf(key) ?? 0]!;
