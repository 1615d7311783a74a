import type { Part } from './part.ts';

/** A part before and after; undefined where it is not there. */
export interface Pair {
  readonly before: Part | undefined;
  readonly after: Part | undefined;
}

/** When two parts of a kind are the same, the surest first. */
const RULES: readonly ((before: Part, after: Part) => boolean)[] = [
  (before, after) => before.name === after.name && areIdentical(before, after),
  areIdentical,
  (before, after) => before.name === after.name,
];

function areIdentical(before: Part, after: Part): boolean {
  return before.identity !== undefined && before.identity === after.identity;
}

/** Pairs up what is the same part: all of `befores` in order, then those of `afters` that are new. */
export function pairParts(befores: readonly Part[], afters: readonly Part[]): Pair[] {
  const free = new Set(afters);
  const found = new Map<Part, Part>();
  for (const isSame of RULES) {
    for (const before of befores) {
      if (found.has(before)) continue;
      const after = [...free].find((one) => one.kind === before.kind && isSame(before, one));
      if (!after) continue;
      found.set(before, after);
      free.delete(after);
    }
  }
  return [
    ...befores.map((before) => ({ before, after: found.get(before) })),
    ...[...free].map((after) => ({ before: undefined, after })),
  ];
}
