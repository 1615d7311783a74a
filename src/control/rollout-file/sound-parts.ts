import { fromPointer } from '../../text/pointer.ts';

/**
 * A rollout file without its entries, and its keys beside lists, that have a fault at one of these JSON pointers. A list keeps the
 * positions of its other entries: it has holes, which the methods of lists pass over.
 */
export function soundParts(document: unknown, unsound: readonly string[]): object {
  const paths = unsound.map(fromPointer);
  if (paths.some((path) => path.length === 0)) return {};
  const parts = Object.entries(Object(document)).flatMap(([key, value]) => {
    const below = paths.filter(([first]) => first === key).map(([, ...rest]) => rest);
    if (below.length === 0) return [[key, value]];
    return Array.isArray(value) && below.every(({ length }) => length > 0)
      ? [[key, withHoles(value, below)]]
      : [];
  });
  return Object.fromEntries(parts);
}

function withHoles(list: readonly unknown[], paths: readonly (readonly string[])[]): unknown[] {
  const places = paths.map(([place]) => place);
  const kept: unknown[] = [];
  for (const [i, entry] of list.entries()) if (!places.includes(String(i))) kept[i] = entry;
  return kept;
}
