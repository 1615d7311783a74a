import { child, entries, isRequired, keysOf, keyword, type SchemaView } from './schema-view.ts';

/** Schemas that hold themselves end here. */
const MAX_DEPTH = 16;
/** Between them they have the form of a duration, a name and a number. */
const TEXTS = ['1s', '1'];

/**
 * The smallest value of a schema: the default, or what is required. A text may not match a pattern of a
 * team's own schema.
 */
export function minimalValue(view: SchemaView, depth = 0): unknown {
  const given = keyword(view, 'default') ?? keyword(view, 'enum')?.[0] ?? keyword(view, 'const');
  const type = [keyword(view, 'type') ?? []].flat()[0];
  if (type === 'object') return { ...minimalMapping(view, depth), ...structuredClone(given as object) };
  if (given !== undefined) return structuredClone(given);
  return minimalByType[type ?? '']?.(view, depth);
}

const minimalByType: Readonly<Record<string, (view: SchemaView, depth: number) => unknown>> = {
  array: (view, depth) => {
    if (depth >= MAX_DEPTH) return [];
    const length = Number(keyword(view, 'minItems') ?? 0);
    return Array.from({ length }, () => minimalValue(entries(view), depth + 1));
  },
  string: (view) => {
    const pattern = new RegExp(String(keyword(view, 'pattern') ?? ''));
    return TEXTS.find((text) => pattern.test(text)) ?? TEXTS[0];
  },
  number: minimalNumber,
  integer: minimalNumber,
  boolean: () => false,
};

function minimalNumber(view: SchemaView): number {
  return Number(keyword(view, 'minimum') ?? Number(keyword(view, 'exclusiveMinimum') ?? 0) + 1);
}

function minimalMapping(view: SchemaView, depth: number): Record<string, unknown> {
  if (depth >= MAX_DEPTH) return {};
  return Object.fromEntries(minimalKeys(view).map((key) => [key, minimalValue(child(view, key), depth + 1)]));
}

/** The required keys; the first of all where none is, but one must be there. */
function minimalKeys(view: SchemaView): readonly string[] {
  const keys = keysOf(view);
  const required = keys.filter((key) => isRequired(view, key));
  if (required.length > 0 || !keyword(view, 'minProperties')) return required;
  return keys.slice(0, 1);
}
