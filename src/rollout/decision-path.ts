import type { InPort } from '../circuit/kind.ts';
import { INVALID, isTrue, type Reading } from '../circuit/reading.ts';
import { type Component, columnName, type Feed } from '../circuit/tree.ts';
import { DIRECTIONS, type Direction } from './criterion.ts';
import { type Decision, decide } from './decide.ts';
import { loadRampsIn } from './ramp.ts';

/** Trace column -> reading at one tick; NaN is invalid, and so is a column that is missing. */
export type Readings = ReadonlyMap<string, Reading>;

/** A signal on its way into one component, by key and id. */
export interface Hop {
  readonly signal: string;
  readonly reader: string;
}

/**
 * The signals that decide what the ramp does with these readings, followed upstream from its ports to what
 * was measured or set. Empty without a ramp.
 */
export function decisionPath(tree: readonly Component[], readings: Readings): Hop[] {
  const ramp = loadRampsIn(tree)[0];
  if (!ramp) return [];
  const producers = producersIn(tree);
  const hops = new Map<string, Hop>();
  const follow = (key: string, reader: Component): void => {
    const name = `${key} ${reader.id}`;
    if (hops.has(name)) return;
    hops.set(name, { signal: key, reader: reader.id });
    const producer = producers.get(key);
    if (!producer) return;
    for (const upstream of decisiveInputs(producer, key, readings)) follow(upstream, producer);
  };
  for (const key of decisionOf(ramp, readings).keys) follow(key, ramp);
  return [...hops.values()];
}

/** What the ports of a ramp ask for with these readings, and the keys of the signals that decide it. */
export interface RampDecision {
  readonly decision: Decision;
  readonly keys: readonly string[];
}

/** What the circuit wants of its ramp with these readings, whatever holds it; undefined without a ramp. */
export function decisionIn(tree: readonly Component[], readings: Readings): RampDecision | undefined {
  const ramp = loadRampsIn(tree)[0];
  return ramp && decisionOf(ramp, readings);
}

function decisionOf(ramp: Component, readings: Readings): RampDecision {
  const isOn = (direction: Direction): boolean =>
    (ramp.in[direction] ?? []).some((feed) => isTrue(portOf(direction, feed, readings).reading));
  const asked = { forward: isOn('forward'), backward: isOn('backward'), reset: isOn('reset') };
  const decision = decide(asked);
  const deciding = decision === 'hold' ? DIRECTIONS.filter((d) => d === 'forward' || asked[d]) : [decision];
  return { decision, keys: deciding.flatMap((direction) => ramp.in[direction]?.[0]?.signal ?? []) };
}

/** How a component came to what it put out: in words, and the keys of those inputs that decided it. */
export interface KeyedReason {
  readonly text: string | undefined;
  readonly keys: readonly string[];
}

/** Why a component put out what it did under `key`; what says no reason of its own was decided by all it reads. */
export function reasonFor(
  { kind, config, in: ports }: Component,
  key: string,
  readings: Readings,
): KeyedReason {
  const inputs = Object.entries(ports).flatMap(([port, feeds]) =>
    feeds.map((feed) => portOf(port, feed, readings)),
  );
  const reason = kind.reason?.(inputs, config, readings.get(columnName(key)) ?? INVALID);
  if (!reason || 'text' in reason) return { text: reason?.text, keys: keysOf(inputs) };
  return { text: undefined, keys: keysOf(reason.follow as readonly KeyedPort[]) };
}

const keysOf = (ports: readonly KeyedPort[]): string[] => ports.flatMap(({ key }) => key ?? []);

/** The keys of those inputs that are highlighted: none of a component that says no reason. */
const decisiveInputs = (component: Component, key: string, readings: Readings): readonly string[] =>
  component.kind.reason ? reasonFor(component, key, readings).keys : [];

interface KeyedPort extends InPort {
  readonly key: string | undefined;
}

function portOf(port: string, feed: Feed, readings: Readings): KeyedPort {
  if (feed.signal === undefined) return { port, name: feed.text, reading: feed.constant, key: undefined };
  const name = columnName(feed.signal);
  return { port, name, reading: readings.get(name) ?? INVALID, key: feed.signal };
}

/** Signal key -> the leaf that puts it out. */
export const producersIn = (tree: readonly Component[]): ReadonlyMap<string, Component> =>
  new Map(leavesIn(tree).flatMap((leaf) => Object.values(leaf.out).map((key) => [key, leaf] as const)));

/** The components that hold no others, in component order. */
const leavesIn = (components: readonly Component[]): Component[] =>
  components.flatMap((component) =>
    component.children.length === 0 ? [component] : leavesIn(component.children),
  );
