import { realpathSync } from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';
import { readRegularFile } from '../disk/bounded.ts';
import { packagePath } from '../disk/package-root.ts';
import { reasonOf } from '../disk/reasons.ts';

/** A JSON schema as it stands in a file. */
export interface Schema {
  readonly $ref?: string;
  readonly $id?: string;
  /** Of a definition that was taken into another file: the package's path of the file it is from. */
  readonly 'x-from'?: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly description?: string;
  readonly title?: string;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly allOf?: readonly Schema[];
  /** What a template shows: a value with placeholders for what the user fills in. */
  readonly 'x-template'?: unknown;
  readonly [keyword: string]: unknown;
}

/** One schema and the file it stands in. */
export interface SchemaPart {
  readonly schema: Schema;
  readonly file: string;
  /** The file it was written in: another one for definitions that were taken into this one. */
  readonly origin: string;
  /** What it refers to stands below this directory, or in the package. */
  readonly directory: string;
}

/** Every schema of one value: its own, what it refers to, and its `allOf`; of a keyword the first counts. */
export type SchemaView = readonly SchemaPart[];

/** By their real path. */
const files = new Map<string, Schema>();
/** Real paths that may be read, by directory and file: to look one up takes longer than to check a short values file. */
const allowed = new Map<string, string>();

/**
 * Reads a schema file below `directory` or in the package, once. Throws what `node:fs` throws, and for a file that is
 * elsewhere (also by a link), too large or no JSON: without a word of its content, which may be a secret.
 */
export function readSchema(file: string, directory: string): Schema {
  const path = allowedPath(file, directory);
  const known = files.get(path);
  if (known) return known;
  const schema = parse(path, file);
  files.set(path, schema);
  return schema;
}

function allowedPath(file: string, directory: string): string {
  const key = `${directory}\0${file}`;
  const known = allowed.get(key);
  if (known !== undefined) return known;
  const path = realpathSync(file);
  if (![directory, packagePath('')].some((parent) => isBelow(path, realpathSync(parent))))
    throw new Error(`${file} is outside of ${directory}`);
  allowed.set(key, path);
  return path;
}

const isBelow = (path: string, parent: string): boolean =>
  path.startsWith(parent.endsWith(sep) ? parent : `${parent}${sep}`);

function parse(path: string, file: string): Schema {
  const text = readRegular(path, file);
  try {
    return JSON.parse(text) as Schema;
  } catch {
    throw new Error(`${file} is not valid JSON`);
  }
}

function readRegular(path: string, file: string): string {
  try {
    return readRegularFile(path);
  } catch (problem) {
    throw new Error(`${file} cannot be read: ${reasonOf(problem)}`);
  }
}

/** The view of a whole schema file. */
export const viewOf = (file: string, directory = dirname(file)): SchemaView =>
  expand({ schema: readSchema(file, directory), file, origin: file, directory });

/** The file and JSON pointer a `$ref` names; a path that begins with `/` counts from the package. */
export function targetOf(ref: string, file: string): { readonly file: string; readonly pointer: string } {
  const [path = '', pointer = ''] = ref.split('#');
  if (path === '') return { file, pointer };
  if (path.startsWith('/')) return { file: packagePath(path), pointer };
  return { file: resolve(dirname(file), path), pointer };
}

/** The schemas of a key of a mapping. */
export function child(view: SchemaView, key: string): SchemaView {
  const named = view.flatMap((part) => below(part, part.schema.properties?.[key]));
  if (named.length) return named;
  return view.flatMap((part) => {
    const rest = part.schema.additionalProperties;
    return typeof rest === 'object' ? below(part, rest) : [];
  });
}

/** The schemas of the entries of a list. */
export const entries = (view: SchemaView): SchemaView =>
  view.flatMap((part) => below(part, part.schema.items));

/** The keys a mapping may have, in the order of the schema. */
export const keysOf = (view: SchemaView): string[] => [
  ...new Set(view.flatMap(({ schema }) => Object.keys(schema.properties ?? {}))),
];

export const isRequired = (view: SchemaView, key: string): boolean =>
  view.some(({ schema }) => schema.required?.includes(key));

/** The value of a keyword in the first part that has it. */
export const keyword = <K extends string>(view: SchemaView, name: K): Schema[K] | undefined =>
  view.find(({ schema }) => schema[name] !== undefined)?.schema[name];

let policySchema: string | undefined;

/** Without the schema of policies: its defaults are filled in by the engine, not in values. */
export const withoutPolicySchema = (view: SchemaView): SchemaView => {
  policySchema ??= join(packagePath('schemas'), 'policy.schema.json');
  return view.filter(({ origin }) => origin !== policySchema);
};

function below(parent: SchemaPart, schema: Schema | undefined): SchemaView {
  if (!schema) return [];
  return expand({ ...parent, schema });
}

/** A schema with what it refers to and its `allOf`; one that refers to itself is entered once. */
function expand(part: SchemaPart, within: readonly Schema[] = []): SchemaView {
  const { schema } = part;
  if (within.includes(schema)) return [];
  const inside = [...within, schema];
  const referred = schema.$ref === undefined ? [] : [resolveRef(schema.$ref, part)];
  const parts = [...referred, ...(schema.allOf ?? []).map((one) => ({ ...part, schema: one }))];
  return [part, ...parts.flatMap((one) => expand(one, inside))];
}

function resolveRef(ref: string, { file: from, directory }: SchemaPart): SchemaPart {
  const { file, pointer } = targetOf(ref, from);
  let schema: unknown = readSchema(file, directory);
  for (const part of pointer.split('/').slice(1))
    schema = (schema as Record<string, unknown> | undefined)?.[decodeURIComponent(part)];
  if (schema === undefined) throw new Error(`${ref} leads nowhere`);
  const { 'x-from': taken } = schema as Schema;
  const origin = taken === undefined ? file : packagePath(taken);
  return { schema: schema as Schema, file, origin, directory };
}
