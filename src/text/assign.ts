import { nowhere } from '../errors/location.ts';
import { fail } from '../errors/rollout-error.ts';
import { type Path, parseDotted, toDotted, toPointer } from './pointer.ts';
import { type Document, parseYaml } from './yaml.ts';

/** One value given on the command line, and the flag that gave it: `--set policy.rollout=true`. */
export interface Assignment {
  readonly path: Path;
  readonly value: unknown;
  readonly flag: string;
}

const SHOWN = 48;
/** The longest list a `[n]` may make. */
const LONGEST_LIST = 1000;
const EMPTY = /^\s*(null|~)?\s*$/;

/** The values a command line starts from when it names no file. */
export const noValues: Document = { file: 'command line', value: {}, locate: () => nowhere('command line') };

/** Reads `PATH=VALUE`: a dotted path with `[n]` for list entries, VALUE in YAML. Throws USAGE_VALUE or YAML_*. */
export function parseSet(text: string, name = '--set'): Assignment {
  const equals = equalsOf(text);
  const path = equals < 0 ? undefined : parseDotted(text.slice(0, equals).trim());
  if (!path) {
    throw fail('USAGE_VALUE', { flag: name, got: text, expected: 'PATH=VALUE, such as policy.rollout=true' });
  }
  const flag = shorten(`${name} ${text}`);
  return { path, value: readValue(text.slice(equals + 1), flag), flag };
}

/** The values with the assignments made in their order, later ones on top; places inside them are their flags. */
export function assign(base: Document, assignments: readonly Assignment[]): Document {
  if (assignments.length === 0) return base;
  const value = assignments.reduce((values, assignment) => put(values, assignment, 0), base.value);
  const given = assignments.map(({ path, flag }) => ({ pointer: toPointer(path), flag })).reverse();
  return {
    file: base.file,
    value,
    locate(pointer) {
      const last = given.find((one) => pointer === one.pointer || pointer.startsWith(`${one.pointer}/`));
      return last ? nowhere(last.flag) : base.locate(pointer);
    },
  };
}

/** The `=` that ends the path: the first one outside `["..."]`. */
function equalsOf(text: string): number {
  const quoted = /^(?:[^="]|"(?:[^"\\]|\\.)*")*=/.exec(text);
  return quoted ? quoted[0].length - 1 : -1;
}

const readValue = (text: string, flag: string): unknown =>
  EMPTY.test(text) ? null : parseYaml(text, flag, 'a value').value;

const shorten = (flag: string): string => {
  const line = flag.replace(/\s+/g, ' ');
  return line.length > SHOWN ? `${line.slice(0, SHOWN - 1)}…` : line;
};

/** A copy of `into` with the value at the rest of the path; missing mappings and lists on the way are made. */
function put(into: unknown, assignment: Assignment, depth: number): unknown {
  const part = assignment.path[depth];
  if (part === undefined) return assignment.value;
  if (typeof part === 'number') return putEntry(into, part, assignment, depth);
  if (into !== null && into !== undefined && !isMapping(into))
    throw refusal(assignment, depth, 'a mapping', into);
  const entries = new Map(Object.entries(into ?? {}));
  return Object.fromEntries(entries.set(part, put(entries.get(part), assignment, depth + 1)));
}

function putEntry(into: unknown, index: number, assignment: Assignment, depth: number): unknown[] {
  if (into !== null && into !== undefined && !Array.isArray(into))
    throw refusal(assignment, depth, 'a list', into);
  const list: unknown[] = into ? [...into] : [];
  if (index > list.length || index >= LONGEST_LIST)
    throw refusal(assignment, depth, `a list of ${index} or more`, into);
  list[index] = put(list[index], assignment, depth + 1);
  return list;
}

const isMapping = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function refusal({ path, flag }: Assignment, depth: number, expected: string, got: unknown): Error {
  const at = toPointer(path.slice(0, depth));
  const found = Array.isArray(got)
    ? `a list of ${got.length}`
    : got === undefined || got === null
      ? 'nothing'
      : isMapping(got)
        ? 'a mapping'
        : JSON.stringify(got);
  return fail(
    'VALUES_TYPE',
    { path: toDotted(at), expected, got: found },
    { at: nowhere(flag), path: toDotted(at) },
  );
}
