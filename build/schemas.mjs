import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';

/**
 * Every published schema of the repository as it is written, by its path in the package (`/schemas/policy.schema.json`). Those that refer
 * to others, by such paths, stand in `build/schemas`; what is published of them is made by `selfContained`.
 */
export async function schemaSources(root) {
  const published = await Promise.all(['schemas', 'blueprints'].map((folder) => read(root, folder)));
  return Object.fromEntries([...published.flat(), ...(await read(join(root, 'build/schemas'), ''))]);
}

async function read(parent, folder) {
  const names = await readdir(join(parent, folder), { recursive: true });
  const paths = names.filter((name) => name.endsWith('.schema.json')).sort();
  const texts = await Promise.all(paths.map((path) => readFile(join(parent, folder, path), 'utf8')));
  return texts.map((text, i) => [`/${join(folder, paths[i])}`, JSON.parse(text)]);
}

/** Whether a schema refers to another file. */
export const refersToOthers = (schema) => /"\$ref":"[^#"]/.test(JSON.stringify(schema));

/**
 * A schema with all it refers to in its own `$defs`, since editors resolve references between files in many ways.
 * `x-from` says which file a definition is from. Throws when two definitions have one name.
 */
export function selfContained(path, sources) {
  const { $defs = {}, ...own } = sources[path];
  const definitions = new Map();
  const define = (name, file, schema) => {
    const known = definitions.get(name);
    if (known && known.file !== file) throw new Error(`${path}: ${name} is in ${known.file} and in ${file}`);
    if (known) return;
    const definition = { file };
    definitions.set(name, definition);
    definition.schema = rewrite(schema, file);
  };
  const reference = (ref, from) => {
    const [file = '', pointer = ''] = ref.split('#');
    const target = file || from;
    const name =
      pointer === '' ? titleCase(basename(target, '.schema.json')) : pointer.slice('/$defs/'.length);
    define(name, target, pointer === '' ? withoutHead(sources[target]) : sources[target].$defs[name]);
    return `#/$defs/${name}`;
  };
  const rewrite = (value, from) => {
    if (Array.isArray(value)) return value.map((entry) => rewrite(entry, from));
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value).map(([key, entry]) => {
      const isReference = key === '$ref' && typeof entry === 'string';
      return [key, isReference ? reference(entry, from) : rewrite(entry, from)];
    });
    return Object.fromEntries(entries);
  };
  for (const [name, schema] of Object.entries($defs)) define(name, path, schema);
  const rewritten = rewrite(own, path);
  const all = [...definitions].map(([name, { file, schema }]) => [
    name,
    file === path ? schema : { 'x-from': file, ...schema },
  ]);
  return { ...rewritten, $defs: Object.fromEntries(all) };
}

const withoutHead = ({ $schema: _, $defs: __, ...schema }) => schema;

const titleCase = (name) => name[0].toUpperCase() + name.slice(1);

const LINE_WIDTH = 110;

/** JSON as text: what fits stands on one line, and so does what is from another file, where it stands in full. */
export const printSchema = (schema) => `${print(schema, '', 0)}\n`;

function print(value, indent, used) {
  const flat = flatten(value);
  const isList = Array.isArray(value);
  if (typeof value !== 'object' || value === null || used + flat.length <= LINE_WIDTH) return flat;
  if ('x-from' in value) return JSON.stringify(value);
  const inner = `${indent}  `;
  const lines = Object.entries(value).map(([key, entry]) => {
    const head = isList ? inner : `${inner}${JSON.stringify(key)}: `;
    return head + print(entry, inner, head.length + 1);
  });
  const [open, close] = isList ? '[]' : '{}';
  return `${open}\n${lines.join(',\n')}\n${indent}${close}`;
}

function flatten(value) {
  if (Array.isArray(value)) return `[${value.map(flatten).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).map(([key, entry]) => `${JSON.stringify(key)}: ${flatten(entry)}`);
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
}
