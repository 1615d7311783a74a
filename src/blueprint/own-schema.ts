import { dirname } from 'node:path';
import { nowhere } from '../errors/location.ts';
import { fail } from '../errors/rollout-error.ts';
import { compileSchema } from '../schema/compile-schema.ts';
import type { Validator } from '../schema/validator.ts';
import { fromPointer } from '../text/pointer.ts';
import { boundedPatterns } from './bounded-pattern.ts';
import { readSchema, targetOf } from './schema-view.ts';

const compiled = new Map<string, Promise<Validator>>();

/**
 * Compiles a schema file of the user with everything it refers to in `directory` and the package, once. Throws
 * BLUEPRINT_SCHEMA; so does the validator, for a pattern that takes too long.
 */
export function compileOwn(file: string, directory = dirname(file)): Promise<Validator> {
  const known = compiled.get(file);
  if (known) return known;
  const validator = compile(file, directory);
  compiled.set(file, validator);
  return validator;
}

async function compile(file: string, directory: string): Promise<Validator> {
  try {
    const schemas = new Map<string, object>();
    const id = collect(file, { directory, ids: new Map(), schemas });
    refuseCircle(schemas);
    return await compileSchema(id, schemas, boundedPatterns(file));
  } catch (problem) {
    const why = problem instanceof Error ? problem.message : String(problem);
    throw fail('BLUEPRINT_SCHEMA', { why }, { at: nowhere(file) }, problem);
  }
}

interface Collected {
  readonly directory: string;
  /** By file. */
  readonly ids: Map<string, string>;
  /** By id. */
  readonly schemas: Map<string, object>;
}

/**
 * Reads a schema file and all it refers to; each gets an id that is a URI, which a path may not be. Returns
 * that of `file`.
 */
function collect(file: string, into: Collected): string {
  const { directory, ids, schemas } = into;
  const known = ids.get(file);
  if (known) return known;
  const id = `schema:${ids.size}`;
  ids.set(file, id);
  const { $id, ...schema } = readSchema(file, directory);
  const spell = (ref: string) => {
    const target = targetOf(ref, file);
    return `${collect(target.file, into)}#${target.pointer}`;
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

/** Keywords whose schemas are applied to the value itself, not to a part of it. */
const OF_SAME_VALUE = ['$ref', 'allOf', 'anyOf', 'oneOf', 'not', 'if', 'then', 'else'];

/** Refuses a schema that is applied to a value only when it was applied to it: nothing ends such a check. */
function refuseCircle(schemas: ReadonlyMap<string, object>): void {
  const done = new Set<unknown>();
  const enter = (schema: unknown, within: readonly unknown[]): void => {
    if (within.includes(schema)) throw new Error('a schema refers to itself for the same value');
    if (!isObject(schema) || done.has(schema)) return;
    for (const part of OF_SAME_VALUE.flatMap((key) => partsOf(schema[key], schemas)))
      enter(part, [...within, schema]);
    done.add(schema);
  };
  for (const schema of schemas.values()) forEachObject(schema, (one) => enter(one, []));
}

/** The schemas that a keyword holds or refers to. */
function partsOf(value: unknown, schemas: ReadonlyMap<string, object>): readonly unknown[] {
  if (Array.isArray(value)) return value;
  if (typeof value !== 'string') return value === undefined ? [] : [value];
  const [id = '', pointer = ''] = value.split('#');
  const target = fromPointer(pointer).reduce<unknown>(
    (at, key) => (isObject(at) ? at[decodeURIComponent(key)] : undefined),
    schemas.get(id),
  );
  return [target];
}

function forEachObject(value: unknown, visit: (object: object) => void): void {
  if (typeof value !== 'object' || value === null) return;
  visit(value);
  for (const entry of Object.values(value)) forEachObject(entry, visit);
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
