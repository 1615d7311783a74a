import { decider } from '../circuit/kinds/decider.ts';
import type { Plan } from '../circuit/plan.ts';
import type { Component } from '../circuit/tree.ts';

/** The deciders that a signal reaches, depth first. What a decider puts out is not followed. */
export function decidersBehind(
  output: string | undefined,
  readers: ReadonlyMap<string, readonly Component[]>,
): Component[] {
  const seen = new Set<Component>();
  const deciders: Component[] = [];
  const follow = (key: string): void => {
    for (const reader of readers.get(key) ?? []) {
      if (seen.has(reader)) continue;
      seen.add(reader);
      if (reader.kind === decider) deciders.push(reader);
      else Object.values(reader.out).forEach(follow);
    }
  };
  if (output !== undefined) follow(output);
  return deciders;
}

/** Signal key -> the leaves that read it. */
export function readersBySignal(plan: Plan): Map<string, Component[]> {
  const readers = new Map<string, Component[]>();
  for (const leaf of plan.leaves) {
    for (const { signal } of Object.values(leaf.in).flat()) {
      if (signal === undefined) continue;
      const known = readers.get(signal);
      if (known) known.push(leaf);
      else readers.set(signal, [leaf]);
    }
  }
  return readers;
}
