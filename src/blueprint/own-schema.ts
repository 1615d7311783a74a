import { nowhere } from '../errors/location.ts';
import { fail } from '../errors/rollout-error.ts';
import { compileSchema } from '../schema/compile-schema.ts';
import type { Validator } from '../schema/validator.ts';
import { readSchema, targetOf } from './schema-view.ts';

const compiled = new Map<string, Promise<Validator>>();

/** Compiles a schema file of the user with everything it refers to, once. Throws BLUEPRINT_SCHEMA. */
export function compileOwn(file: string): Promise<Validator> {
  const known = compiled.get(file);
  if (known) return known;
  const validator = compile(file);
  compiled.set(file, validator);
  return validator;
}

async function compile(file: string): Promise<Validator> {
  try {
    const schemas = new Map<string, object>();
    const id = collect(file, new Map(), schemas);
    return await compileSchema(id, schemas);
  } catch (problem) {
    const why = problem instanceof Error ? problem.message : String(problem);
    throw fail('BLUEPRINT_SCHEMA', { why }, { at: nowhere(file) }, problem);
  }
}

/**
 * Reads a schema file and all it refers to; each gets an id that is a URI, which a path may not be. Returns
 * that of `file`.
 */
function collect(file: string, ids: Map<string, string>, schemas: Map<string, object>): string {
  const known = ids.get(file);
  if (known) return known;
  const id = `schema:${ids.size}`;
  ids.set(file, id);
  const { $id, ...schema } = readSchema(file);
  const spell = (ref: string) => {
    const target = targetOf(ref, file);
    return `${collect(target.file, ids, schemas)}#${target.pointer}`;
  };
  schemas.set(id, rewriteRefs(schema, spell) as object);
  return id;
}

function rewriteRefs(value: unknown, spell: (ref: string) => string): unknown {
  if (Array.isArray(value)) return value.map((entry) => rewriteRefs(entry, spell));
  if (typeof value !== 'object' || value === null) return value;
  const rewritten = Object.entries(value).map(([key, entry]) => {
    const isRef = key === '$ref' && typeof entry === 'string';
    return [key, isRef ? spell(entry) : rewriteRefs(entry, spell)];
  });
  return Object.fromEntries(rewritten);
}
