import type { InPort } from '../circuit/component.ts';
import { INVALID, isTrue, type Reading } from '../circuit/reading.ts';
import { type Component, columnName, type Feed } from '../circuit/tree.ts';
import { rampOf } from './drivers.ts';

interface KeyedPort extends InPort {
  readonly key: string | undefined;
}

/** A signal on its way into one component, by key and id. */
export interface Step {
  readonly signal: string;
  readonly reader: string;
}

/**
 * The steps that decide what the ramp does with these readings (trace column -> reading), followed upstream from its
 * ports to what was measured or set. Empty without a ramp.
 */
export function because(tree: readonly Component[], readings: ReadonlyMap<string, Reading>): Step[] {
  const producers = producersOf(tree);
  const steps = new Map<string, Step>();
  const ports = (component: Component): KeyedPort[] =>
    Object.entries(component.in).flatMap(([port, feeds]) =>
      feeds.map((feed) => portOf(port, feed, readings)),
    );
  const follow = (key: string, reader: Component): void => {
    const name = `${key} ${reader.id}`;
    if (steps.has(name)) return;
    steps.set(name, { signal: key, reader: reader.id });
    const producer = producers.get(key);
    if (!producer?.kind.reason) return;
    const inlets = ports(producer);
    const reason = producer.kind.reason(inlets, producer.config, readings.get(columnName(key)) ?? INVALID);
    for (const { key: upstream } of ('follow' in reason ? reason.follow : inlets) as readonly KeyedPort[]) {
      if (upstream !== undefined) follow(upstream, producer);
    }
  };
  const ramp = rampOf({ tree });
  if (ramp) for (const key of decisionOf(ramp, readings).keys) follow(key, ramp);
  return [...steps.values()];
}

/** What a ramp does with these readings, and the keys of the signals that settle it. */
export interface Decision {
  readonly does: 'moves forward' | 'moves back' | 'resets' | 'holds';
  readonly keys: readonly string[];
}

/** Reset wins, then the one direction that is true; forward and backward together hold, and so does neither. */
export function decisionOf(ramp: Component, readings: ReadonlyMap<string, Reading>): Decision {
  const keys = (...ports: string[]) => ports.flatMap((port) => ramp.in[port]?.[0]?.signal ?? []);
  const isOn = (port: string) =>
    (ramp.in[port] ?? []).some((feed) => isTrue(portOf(port, feed, readings).reading));
  if (isOn('reset')) return { does: 'resets', keys: keys('reset') };
  if (isOn('forward') && isOn('backward')) return { does: 'holds', keys: keys('forward', 'backward') };
  if (isOn('backward')) return { does: 'moves back', keys: keys('backward') };
  return { does: isOn('forward') ? 'moves forward' : 'holds', keys: keys('forward') };
}

function producersOf(tree: readonly Component[]): Map<string, Component> {
  const producers = new Map<string, Component>();
  const visit = (component: Component): void => {
    if (component.children.length === 0)
      for (const key of Object.values(component.out)) producers.set(key, component);
    component.children.forEach(visit);
  };
  tree.forEach(visit);
  return producers;
}

function portOf(port: string, feed: Feed, readings: ReadonlyMap<string, Reading>): KeyedPort {
  if (feed.signal === undefined) return { port, name: feed.text, reading: feed.constant, key: undefined };
  const name = columnName(feed.signal);
  return { port, name, reading: readings.get(name) ?? INVALID, key: feed.signal };
}
