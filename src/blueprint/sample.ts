import { child, entries, isRequired, keysOf, keyword, type SchemaView } from './schema-view.ts';

/** Schemas that hold themselves end here. */
const DEEPEST = 16;
/** Between them they have the form of a duration, a name and a number. */
const TEXTS = ['1s', '1'];

/** The least value a schema accepts: the default, or what must be there; texts of a pattern of the user's own may not fit. */
export function sample(view: SchemaView, depth = 0): unknown {
  const given = keyword(view, 'default') ?? keyword(view, 'enum')?.[0] ?? keyword(view, 'const');
  const type = [keyword(view, 'type') ?? []].flat()[0];
  if (type === 'object') return { ...sampleMapping(view, depth), ...structuredClone(given as object) };
  if (given !== undefined) return structuredClone(given);
  if (type === 'array') {
    const least = depth < DEEPEST ? Number(keyword(view, 'minItems') ?? 0) : 0;
    return Array.from({ length: least }, () => sample(entries(view), depth + 1));
  }
  if (type === 'string')
    return TEXTS.find((text) => new RegExp(String(keyword(view, 'pattern') ?? '')).test(text)) ?? TEXTS[0];
  if (type === 'number' || type === 'integer')
    return Number(keyword(view, 'minimum') ?? Number(keyword(view, 'exclusiveMinimum') ?? 0) + 1);
  return type === 'boolean' ? false : undefined;
}

function sampleMapping(view: SchemaView, depth: number): Record<string, unknown> {
  if (depth >= DEEPEST) return {};
  const keys = keysOf(view);
  const needed = keys.filter((key) => isRequired(view, key));
  const least = needed.length === 0 && keyword(view, 'minProperties') ? keys.slice(0, 1) : needed;
  return Object.fromEntries(least.map((key) => [key, sample(child(view, key), depth + 1)]));
}
