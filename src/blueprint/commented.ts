import { PLACEHOLDER } from '../schema/placeholders.ts';
import { dumpYaml } from '../text/yaml.ts';
import { isMapping } from './mapping.ts';
import { isPlain, typeOf } from './parameters.ts';
import { child, entries, isRequired, keysOf, keyword, type SchemaView } from './schema-view.ts';

/** Columns of a comment line, its indentation included. */
const MAX_WIDTH = 110;
/** Mappings less deep than this have an empty line between their keys. */
const SPACED_DEPTH = 2;

/** YAML of a mapping, each key under a comment made from its schema; keys in the order of the schema. */
export function writeCommented(view: SchemaView, value: unknown): string {
  if (!isMapping(value) || isEmpty(value)) return dumpYaml(value);
  return `${lines(view, value, 0).join('\n')}\n`;
}

/** YAML of a mapping without comments; keys in the order of the schema. */
export const writePlain = (view: SchemaView, value: unknown): string => dumpYaml(ordered(view, value));

function ordered(view: SchemaView, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((entry) => ordered(entries(view), entry));
  if (!isMapping(value)) return value;
  return Object.fromEntries(inOrder(view, value).map(([key, one]) => [key, ordered(child(view, key), one)]));
}

/** The lines of a value without its indentation. */
function lines(view: SchemaView, value: unknown, depth: number): string[] {
  if (isInline(value)) return scalar(value).split('\n');
  const known = isPlain(view) ? [] : view;
  if (Array.isArray(value)) return listLines(known, value, depth);
  return mappingLines(known, value as object, depth);
}

/** Only the first entry of a list has comments. */
const listLines = (view: SchemaView, list: readonly unknown[], depth: number): string[] =>
  list.flatMap((entry, i) => listEntry(lines(i === 0 ? entries(view) : [], entry, depth + 1)));

function mappingLines(view: SchemaView, mapping: object, depth: number): string[] {
  return inOrder(view, mapping).flatMap(([key, value], i) => {
    const entry = pairLines(key, value, lines(child(view, key), value, depth + 1));
    const commented = [...commentOf(view, key, depth), ...entry];
    return i > 0 && depth < SPACED_DEPTH ? ['', ...commented] : commented;
  });
}

/** `key: value`, the value on lines of its own where it is a mapping or list. */
function pairLines(key: string, value: unknown, [first = '', ...rest]: readonly string[]): string[] {
  const name = `${spellKey(key)}:`;
  if (isInline(value)) return [`${name} ${first}`, ...rest];
  return [name, ...[first, ...rest].map(indent)];
}

/** `- ` before the first line that is no comment, an indentation before the others. */
function listEntry(entry: readonly string[]): string[] {
  const first = entry.findIndex((line) => !line.startsWith('#'));
  return [...entry.slice(0, first), `- ${entry[first]}`, ...entry.slice(first + 1).map(indent)];
}

const indent = (line: string): string => (line === '' ? '' : `  ${line}`);

/** Whether a value stands behind its key: a scalar, an empty mapping or list. */
const isInline = (value: unknown): boolean => typeof value !== 'object' || isEmpty(value);

const isEmpty = (value: object | null): boolean => value === null || Object.keys(value).length === 0;

function inOrder(view: SchemaView, value: object): [string, unknown][] {
  const order = new Map(keysOf(view).map((key, i) => [key, i]));
  const rank = ([key]: [string, unknown]) => order.get(key) ?? order.size;
  return Object.entries(value).sort((a, b) => rank(a) - rank(b));
}

/**
 * The comment above a key: description, type and unit, default or that it is required. Nothing for a key of
 * no schema.
 */
function commentOf(parent: SchemaView, key: string, depth: number): string[] {
  const view = child(parent, key);
  if (view.length === 0) return [];
  const unit = keyword(view, 'x-unit');
  const type = unit ? `${typeOf(view)} (${String(unit)})` : typeOf(view);
  const comment = wrap(keyword(view, 'description') ?? '', MAX_WIDTH - 2 * depth);
  return [...comment, `Type: ${type}`, ...necessity(view, isRequired(parent, key))].map(
    (line) => `# ${line}`,
  );
}

function necessity(view: SchemaView, required: boolean): string[] {
  const fallback = keyword(view, 'default');
  if (fallback !== undefined) return [`Default: ${JSON.stringify(fallback)}`];
  return required ? ['Required: True'] : [];
}

/** Text that reads back as the scalar; block scalars are spread over lines. */
function scalar(value: unknown): string {
  if (value === PLACEHOLDER) return PLACEHOLDER;
  if (typeof value === 'string' && /[\n\r\u0085\u2028\u2029]/.test(value) && !fitsBlockScalar(value))
    return JSON.stringify(value);
  return dumpYaml(value).trimEnd();
}

/** Whether a block scalar holds these lines without an indentation indicator. */
const fitsBlockScalar = (text: string): boolean =>
  !/[\r\u0085\u2028\u2029\t]|^\s|\n[ \t]*\n|\s$|[ \t]\n|\n /.test(text);

function spellKey(key: string): string {
  if (!/^[A-Za-z_][\w-]*$/.test(key)) return JSON.stringify(key);
  return dumpYaml(key).trimEnd();
}

/** Words in lines shorter than a width; none for an empty text. */
function wrap(text: string, width: number): string[] {
  const wrapped: string[] = [];
  for (const word of text.trim().split(/ +/)) {
    const last = wrapped.at(-1);
    if (last === undefined || last.length + word.length >= width) wrapped.push(word);
    else wrapped[wrapped.length - 1] = `${last} ${word}`;
  }
  return wrapped.filter((line) => line !== '');
}
