import { isMapping, type Mapping } from './mapping.ts';
import { child, entries, keysOf, keyword, type SchemaView, withoutPolicySchema } from './schema-view.ts';

/** Defaults that hold themselves end here. */
const MAX_DEPTH = 32;

/**
 * A copy of the values with the defaults of their schema in every mapping that is there, list entries
 * included.
 */
export function fillDefaults(view: SchemaView, value: unknown, depth = 0): unknown {
  const own = withoutPolicySchema(view);
  if (own.length === 0 || depth > MAX_DEPTH) return value;
  if (Array.isArray(value)) {
    const inside = entries(own);
    return value.map((entry) => fillDefaults(inside, entry, depth + 1));
  }
  return isMapping(value) ? fillMapping(own, value, depth + 1) : value;
}

function fillMapping(view: SchemaView, value: Mapping, depth: number): Mapping {
  const filled = new Map(Object.entries(value));
  for (const key of new Set([...filled.keys(), ...keysOf(view)])) {
    const inside = child(view, key);
    const given = filled.get(key) ?? keyword(inside, 'default');
    if (given !== undefined) filled.set(key, fillDefaults(inside, given, depth));
  }
  return Object.fromEntries(filled);
}

/** JSON merge patch (RFC 7396) of two values: mappings merge, null removes, everything else replaces. */
export function mergePatch(base: unknown, patch: unknown): unknown {
  if (!isMapping(patch)) return patch;
  const merged = new Map(Object.entries(isMapping(base) ? base : {}));
  for (const [key, entry] of Object.entries(patch)) {
    if (entry === null) merged.delete(key);
    else merged.set(key, mergePatch(merged.get(key), entry));
  }
  return Object.fromEntries(merged);
}
