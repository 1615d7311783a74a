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
  /** What a template shows: the value with a placeholder wherever the user has to put his own. */
  readonly 'x-template'?: unknown;
  readonly [keyword: string]: unknown;
}

/** One schema and the file it stands in. */
export interface SchemaPart {
  readonly schema: Schema;
  readonly file: string;
}

/** Everything that is said about one value: the schema itself, what it refers to and its `allOf`; the first to say something wins. */
export type SchemaView = readonly SchemaPart[];

const files = new Map<string, Schema>();

/** Reads a schema file, once. Throws what `node:fs` and `JSON` throw. */
export function readSchema(file: string): Schema {
  let schema = files.get(file);
  if (!schema) files.set(file, (schema = JSON.parse(readFileSync(file, 'utf8')) as Schema));
  return schema;
}

/** The view of a whole schema file. */
export const viewOf = (file: string): SchemaView => expand({ schema: readSchema(file), file });

/** The file and JSON pointer a `$ref` names; a path that begins with `/` counts from the package. */
export function targetOf(ref: string, file: string): { readonly file: string; readonly pointer: string } {
  const [path = '', pointer = ''] = ref.split('#');
  if (path === '') return { file, pointer };
  return { file: path.startsWith('/') ? packagePath(path) : resolve(dirname(file), path), pointer };
}

/** What is said about a key of a mapping. */
export const child = (view: SchemaView, key: string): SchemaView => {
  const named = view.flatMap((part) => below(part, part.schema.properties?.[key]));
  if (named.length) return named;
  return view.flatMap((part) => {
    const rest = part.schema.additionalProperties;
    return typeof rest === 'object' ? below(part, rest) : [];
  });
};

/** What is said about the entries of a list. */
export const entries = (view: SchemaView): SchemaView =>
  view.flatMap((part) => below(part, part.schema.items));

/** The keys a mapping may have, in the order of the schema. */
export const keysOf = (view: SchemaView): string[] => [
  ...new Set(view.flatMap(({ schema }) => Object.keys(schema.properties ?? {}))),
];

export const isRequired = (view: SchemaView, key: string): boolean =>
  view.some(({ schema }) => schema.required?.includes(key));

/** What the first part that has the keyword says. */
export const says = <K extends string>(view: SchemaView, keyword: K): Schema[K] | undefined =>
  view.find(({ schema }) => schema[keyword] !== undefined)?.schema[keyword];

/** Without what the language of policies says: its defaults are the engine's business, not the values'. */
export const withoutLanguage = (view: SchemaView): SchemaView => {
  const language = join(packagePath('schemas'), 'policy.schema.json');
  return view.filter(({ file }) => file !== language);
};

const below = (parent: SchemaPart, schema: Schema | undefined): SchemaView =>
  schema ? expand({ schema, file: parent.file }) : [];

/** A schema that refers to itself says nothing new the second time. */
function expand(part: SchemaPart, within: readonly Schema[] = []): SchemaView {
  const { schema, file } = part;
  if (within.includes(schema)) return [];
  const inside = [...within, schema];
  return [
    part,
    ...(schema.$ref ? expand(follow(schema.$ref, file), inside) : []),
    ...(schema.allOf ?? []).flatMap((one) => expand({ schema: one, file }, inside)),
  ];
}

function follow(ref: string, from: string): SchemaPart {
  const { file, pointer } = targetOf(ref, from);
  let schema: unknown = readSchema(file);
  for (const part of pointer.split('/').slice(1))
    schema = (schema as Record<string, unknown> | undefined)?.[decodeURIComponent(part)];
  if (schema === undefined) throw new Error(`${ref} leads nowhere`);
  return { schema: schema as Schema, file };
}
