import type { Component } from '../../circuit/tree.ts';

/** Kinds whose outputs are 1 or 0 by construction; where only some ports are, these. */
const LOGICAL: Readonly<Record<string, readonly string[]>> = {
  alerter: [],
  and: ['output'],
  bool_variable: ['output'],
  decider: ['output'],
  inverter: ['output'],
  or: ['output'],
  pulse_generator: ['output'],
  signal_generator: ['at_start', 'at_end'],
};

/** Kinds that hand on what they read on these ports. */
const PASSING: Readonly<Record<string, readonly string[]>> = {
  extrapolator: ['input'],
  first_valid: ['inputs'],
  holder: ['input'],
  nested_signal_egress: ['signal'],
  nested_signal_ingress: ['signal'],
  switcher: ['on_signal', 'off_signal'],
};

/** The keys of the signals that mean true or false, and no number: the same 1 is `true` on FORWARD and 1 % on a ramp. */
export function truths(tree: readonly Component[]): Set<string> {
  const found = new Set<string>();
  const passing: Component[] = [];
  const visit = (component: Component): void => {
    for (const port of LOGICAL[component.kind.kind] ?? [])
      if (component.out[port]) found.add(component.out[port]);
    if (PASSING[component.kind.kind]) passing.push(component);
    component.children.forEach(visit);
  };
  tree.forEach(visit);
  for (let before = -1; before !== found.size; ) {
    before = found.size;
    for (const component of passing)
      if (handsOnTruth(component, found)) for (const key of Object.values(component.out)) found.add(key);
  }
  return found;
}

function handsOnTruth(component: Component, known: ReadonlySet<string>): boolean {
  const feeds = PASSING[component.kind.kind]!.flatMap((port) => component.in[port] ?? []);
  return (
    feeds.some((feed) => feed.signal !== undefined) &&
    feeds.every((feed) =>
      feed.signal === undefined ? feed.constant === 0 || feed.constant === 1 : known.has(feed.signal),
    )
  );
}
