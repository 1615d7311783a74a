import { PLACEHOLDER } from '../schema/placeholders.ts';
import { dumpYaml } from '../text/yaml.ts';
import { isMapping } from './defaults.ts';
import { isPlain, typeOf } from './parameters.ts';
import { child, entries, isRequired, keysOf, keyword, type SchemaView } from './schema-view.ts';

const WIDTH = 110;
/** Mappings this deep have an empty line between their keys. */
const AIRY = 2;

/** YAML of a mapping, each key under a comment of what its schema says; keys in the order of the schema. */
export function writeCommented(view: SchemaView, value: unknown): string {
  return isMapping(value) && Object.keys(value).length
    ? `${lines(view, value, 0).join('\n')}\n`
    : dumpYaml(value);
}

/** The lines of a mapping or list without its indentation. */
function lines(view: SchemaView, value: unknown, depth: number): string[] {
  if (isEmpty(value) || typeof value !== 'object') return scalar(value).split('\n');
  const known = isPlain(view) ? [] : view;
  if (Array.isArray(value)) {
    const inside = entries(known);
    return value.flatMap((entry, i) => listEntry(lines(i === 0 ? inside : [], entry, depth + 1)));
  }
  return inOrder(known, value as object).flatMap(([key, entry], i) => [
    ...(i > 0 && depth < AIRY ? [''] : []),
    ...pair(known, key, entry, depth),
  ]);
}

function pair(view: SchemaView, key: string, value: unknown, depth: number): string[] {
  const inside = child(view, key);
  const comment = inside.length ? commentOf(inside, isRequired(view, key), depth) : [];
  const name = `${spellKey(key)}:`;
  if (isEmpty(value) || typeof value !== 'object') {
    const [first = '', ...rest] = scalar(value).split('\n');
    return [...comment, `${name} ${first}`, ...rest];
  }
  return [...comment, name, ...lines(inside, value, depth + 1).map(indent)];
}

/** `- ` before the first line that is no comment, an indentation before the others. */
function listEntry(entry: readonly string[]): string[] {
  const first = entry.findIndex((line) => !line.startsWith('#'));
  return entry.map((line, i) => (i < first ? line : i === first ? `- ${line}` : indent(line)));
}

const indent = (line: string): string => (line === '' ? '' : `  ${line}`);

const isEmpty = (value: unknown): boolean =>
  value === null || (typeof value === 'object' && Object.keys(value).length === 0);

function inOrder(view: SchemaView, value: object): [string, unknown][] {
  const order = new Map(keysOf(view).map((key, i) => [key, i]));
  const rank = ([key]: [string, unknown]) => order.get(key) ?? order.size;
  return Object.entries(value).sort((a, b) => rank(a) - rank(b));
}

function commentOf(view: SchemaView, required: boolean, depth: number): string[] {
  const fallback = keyword(view, 'default');
  const unit = keyword(view, 'x-unit');
  return [
    ...wrap(keyword(view, 'description') ?? '', WIDTH - 2 * depth),
    `Type: ${typeOf(view)}${unit ? ` (${String(unit)})` : ''}`,
    ...(fallback === undefined && required ? ['Required: True'] : []),
    ...(fallback === undefined ? [] : [`Default: ${JSON.stringify(fallback)}`]),
  ].map((line) => `# ${line}`);
}

/** Text that reads back as the scalar; block scalars are spread over lines. */
function scalar(value: unknown): string {
  if (value === PLACEHOLDER) return PLACEHOLDER;
  if (typeof value === 'string' && /[\n\r\u0085\u2028\u2029]/.test(value) && !isTame(value))
    return JSON.stringify(value);
  return dumpYaml(value).trimEnd();
}

/** Lines that a block scalar holds without an indentation indicator. */
const isTame = (text: string): boolean =>
  !/[\r\u0085\u2028\u2029\t]|^\s|\n[ \t]*\n|\s$|[ \t]\n|\n /.test(text);

const spellKey = (key: string): string =>
  /^[A-Za-z_][\w-]*$/.test(key) ? dumpYaml(key).trimEnd() : JSON.stringify(key);

function wrap(text: string, width: number): string[] {
  const wrapped: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line && line.length + word.length >= width) {
      wrapped.push(line);
      line = word;
    } else line = line ? `${line} ${word}` : word;
  }
  return line ? [...wrapped, line] : wrapped;
}
