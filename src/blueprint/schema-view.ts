import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { packagePath } from '../disk/package-root.ts';

/** A JSON schema as it stands in a file. */
export interface Schema {
  readonly $ref?: string;
  readonly $id?: string;
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
}

/** Every schema of one value: its own, what it refers to, and its `allOf`; of a keyword the first counts. */
export type SchemaView = readonly SchemaPart[];

const files = new Map<string, Schema>();

/** Reads a schema file, once. Throws what `node:fs` and `JSON` throw. */
export function readSchema(file: string): Schema {
  const known = files.get(file);
  if (known) return known;
  const schema = JSON.parse(readFileSync(file, 'utf8')) as Schema;
  files.set(file, schema);
  return schema;
}

/** The view of a whole schema file. */
export const viewOf = (file: string): SchemaView => expand({ schema: readSchema(file), file });

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

/** Without the schema of policies: its defaults are filled in by the engine, not in values. */
export const withoutPolicySchema = (view: SchemaView): SchemaView => {
  const language = join(packagePath('schemas'), 'policy.schema.json');
  return view.filter(({ file }) => file !== language);
};

function below(parent: SchemaPart, schema: Schema | undefined): SchemaView {
  if (!schema) return [];
  return expand({ schema, file: parent.file });
}

/** A schema with what it refers to and its `allOf`; one that refers to itself is entered once. */
function expand(part: SchemaPart, within: readonly Schema[] = []): SchemaView {
  const { schema, file } = part;
  if (within.includes(schema)) return [];
  const inside = [...within, schema];
  const referred = schema.$ref === undefined ? [] : [resolveRef(schema.$ref, file)];
  const parts = [...referred, ...(schema.allOf ?? []).map((one) => ({ schema: one, file }))];
  return [part, ...parts.flatMap((one) => expand(one, inside))];
}

function resolveRef(ref: string, from: string): SchemaPart {
  const { file, pointer } = targetOf(ref, from);
  let schema: unknown = readSchema(file);
  for (const part of pointer.split('/').slice(1))
    schema = (schema as Record<string, unknown> | undefined)?.[decodeURIComponent(part)];
  if (schema === undefined) throw new Error(`${ref} leads nowhere`);
  return { schema: schema as Schema, file };
}
