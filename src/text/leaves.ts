import type { Path } from './pointer.ts';

/** A value that holds no others, and where it stands. */
export interface Leaf {
  readonly path: Path;
  readonly value: unknown;
}

/** The leaves of a document, in its order; an empty mapping or list has none. */
export function leavesOf(value: unknown, path: Path = []): Leaf[] {
  if (typeof value !== 'object' || value === null) return [{ path, value }];
  const entries = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return entries.flatMap(([key, inner]) => leavesOf(inner, [...path, key]));
}
