import type { Plan } from '../circuit/plan.ts';
import type { Component } from '../circuit/tree.ts';
import { rampOf } from './ramp.ts';

/** The leaves that what the ramp does depends on, upstream from its ports through whatever stands between. */
export function upstreamOfRamp(plan: Plan): ReadonlySet<Component> {
  const found = new Set<Component>();
  const follow = (key: string | undefined): void => {
    const leaf = key === undefined ? undefined : plan.producerOf(key);
    if (!leaf || found.has(leaf)) return;
    found.add(leaf);
    for (const { signal } of Object.values(leaf.in).flat()) follow(signal);
  };
  Object.values(rampOf(plan)?.keys ?? {}).forEach(follow);
  return found;
}
