import { nowhere } from '../errors/location.ts';
import { fail } from '../errors/rollout-error.ts';
import { type Path, parseDotted, toDotted, toPointer } from './pointer.ts';
import { type Document, MAX_DEPTH, parseYaml } from './yaml.ts';

/** One value given on the command line, and the flag that gave it: `--set policy.rollout=true`. */
export interface Assignment {
  readonly path: Path;
  readonly value: unknown;
  readonly flag: string;
}

/** Characters of a flag that a diagnostic shows as its place. */
const MAX_FLAG_LENGTH = 48;
const MAX_LIST_LENGTH = 1000;
const EMPTY = /^\s*(null|~)?\s*$/;

/** The values a command line starts from when it names no file. */
export const noValues: Document = { file: 'command line', value: {}, locate: () => nowhere('command line') };

/**
 * Reads `PATH=VALUE`: a dotted path with `[n]` for list entries, VALUE in YAML. `name` is the flag.
 * Throws USAGE_VALUE or YAML_*: YAML_DEPTH for a path deeper than a file may be.
 */
export function parseAssignment(text: string, name = '--set'): Assignment {
  const equals = findEquals(text);
  const path = equals < 0 ? undefined : parseDotted(text.slice(0, equals).trim());
  if (!path) {
    throw fail('USAGE_VALUE', { flag: name, got: text, expected: 'PATH=VALUE, such as policy.rollout=true' });
  }
  const flag = shorten(`${name} ${text}`);
  if (path.length > MAX_DEPTH) throw fail('YAML_DEPTH', { limit: MAX_DEPTH }, { at: nowhere(flag) });
  return { path, value: readValue(text.slice(equals + 1), flag), flag };
}

/** Reads `PATH=VALUE,VALUE...`, the values as in a YAML list: one assignment each. Throws as `parseAssignment`. */
export function parseAssignments(text: string, name: string): Assignment[] {
  const equals = findEquals(text);
  const { path, value } = parseAssignment(`${text.slice(0, equals + 1)}[${text.slice(equals + 1)}]`, name);
  const values = value as readonly unknown[];
  if (values.length === 0)
    throw fail('USAGE_VALUE', {
      flag: name,
      got: text,
      expected: 'PATH=VALUE,VALUE with at least one value',
    });
  const place = toDotted(toPointer(path));
  return values.map((one) => ({ path, value: one, flag: shorten(`${name} ${place}=${textOf(one)}`) }));
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/**
 * A copy of the document with the assignments made in order, later ones over earlier ones; the places of
 * assigned values are their flags. Throws VALUES_TYPE where a path does not fit.
 */
export function assign(base: Document, assignments: readonly Assignment[]): Document {
  if (assignments.length === 0) return base;
  const value = assignments.reduce((values, assignment) => put(values, assignment, 0), base.value);
  const flags = assignments.map(({ path, flag }) => ({ pointer: toPointer(path), flag })).reverse();
  return {
    file: base.file,
    value,
    locate(pointer) {
      const last = flags.find((one) => pointer === one.pointer || pointer.startsWith(`${one.pointer}/`));
      if (last) return nowhere(last.flag);
      return base.locate(pointer);
    },
  };
}

/** The offset of the `=` that ends the path: the first one outside `["..."]`; -1 without one. */
function findEquals(text: string): number {
  const path = /^(?:[^="]|"(?:[^"\\]|\\.)*")*=/.exec(text);
  return (path?.[0].length ?? 0) - 1;
}

const readValue = (text: string, flag: string): unknown =>
  EMPTY.test(text) ? null : parseYaml(text, flag, 'a value').value;

function shorten(flag: string): string {
  const line = flag.replace(/\s+/g, ' ');
  if (line.length <= MAX_FLAG_LENGTH) return line;
  return `${line.slice(0, MAX_FLAG_LENGTH - 1)}…`;
}

/** A copy of `into` with the value at the path from `depth` on; missing mappings and lists are made. */
function put(into: unknown, assignment: Assignment, depth: number): unknown {
  const key = assignment.path[depth];
  if (key === undefined) return assignment.value;
  if (typeof key === 'number') return putEntry(into, assignment, depth);
  if (into !== null && into !== undefined && !isMapping(into))
    throw typeFault({ assignment, depth, got: into }, 'a mapping');
  const entries = new Map(Object.entries(into ?? {}));
  return Object.fromEntries(entries.set(key, put(entries.get(key), assignment, depth + 1)));
}

function putEntry(into: unknown, assignment: Assignment, depth: number): unknown[] {
  const index = assignment.path[depth] as number;
  if (into !== null && into !== undefined && !Array.isArray(into))
    throw typeFault({ assignment, depth, got: into }, 'a list');
  const list: unknown[] = [...(into ?? [])];
  if (index > list.length || index >= MAX_LIST_LENGTH)
    throw typeFault({ assignment, depth, got: into }, `a list of ${index} or more`);
  list[index] = put(list[index], assignment, depth + 1);
  return list;
}

const isMapping = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What stands where an assignment cannot go on, at a depth of its path. */
interface Misfit {
  readonly assignment: Assignment;
  readonly depth: number;
  readonly got: unknown;
}

function typeFault({ assignment, depth, got }: Misfit, expected: string): Error {
  const { path, flag } = assignment;
  const parent = toDotted(toPointer(path.slice(0, depth)));
  return fail(
    'VALUES_TYPE',
    { path: parent, expected, got: describe(got) },
    { at: nowhere(flag), path: parent },
  );
}

function describe(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  return isMapping(value) ? 'a mapping' : JSON.stringify(value);
}
