import type { InPort } from '../circuit/kind.ts';
import type { Plan } from '../circuit/plan.ts';
import { isTrue, type Reading } from '../circuit/reading.ts';
import { type Component, columnName, type Feed, signalName } from '../circuit/tree.ts';
import { formatNumber } from '../text/number.ts';

const MAX_DEPTH = 12;

/** What was measured or set, as text, and whether its signal is true. */
interface Cause {
  readonly text: string;
  readonly isTrue: boolean;
}

/**
 * Why a signal has the reading it has in this frame, as one line: the decisions that led to it, followed
 * upstream through logic to what was measured or set. `RESET_0: AVERAGE_LATENCY_0 = 81.2 > 75`. Where the
 * signal is true and some causes are, the causes that are not true are left out.
 */
export function explainSignal(plan: Plan, frame: Float64Array, key: string): string {
  const causes = causesOf(plan, frame, key, MAX_DEPTH);
  const supporting = causes.filter((cause) => cause.isTrue);
  const isSupported = isTrue(readingOf(plan, frame, key)) && supporting.length > 0;
  const shown = isSupported ? supporting : causes;
  return [...new Set(shown.map(({ text }) => text))].join('; ');
}

function causesOf(plan: Plan, frame: Float64Array, key: string, depth: number): Cause[] {
  const leaf = plan.producerOf(key);
  const reading = readingOf(plan, frame, key);
  const cause = (text: string): Cause[] => [{ text, isTrue: isTrue(reading) }];
  const plain = `${signalName(key)} = ${formatNumber(reading)}`;
  if (!leaf?.kind.reason || depth === 0) return cause(plain);
  const reason = leaf.kind.reason(inPorts(plan, frame, leaf), leaf.config, reading);
  if ('text' in reason) return cause(`${signalName(key)}: ${reason.text}`);
  const keys = reason.follow.flatMap((port) => (port as KeyedPort).key ?? []);
  if (keys.length === 0) return cause(plain);
  return keys.flatMap((upstream) => causesOf(plan, frame, upstream, depth - 1));
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
const readingOf = (plan: Plan, frame: Float64Array, key: string): Reading => frame[plan.slotOf(key) ?? 0]!;
