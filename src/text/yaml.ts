import {
  CORE_SCHEMA,
  constructFromEvents,
  dump,
  EVENT_ID,
  type Event,
  getScalarValue,
  mergeTag,
  parseEvents,
  YAMLException,
} from 'js-yaml';
import type { Location } from '../errors/location.ts';
import { fail, type RolloutError } from '../errors/rollout-error.ts';

/** Room for circuits nested as deep as compile takes them, at three levels each. */
const MAX_DEPTH = 128;
const MAX_ALIASES = 100;
const MAX_SIZE = 100_000;
const SCHEMA = CORE_SCHEMA.withTags(mergeTag);

/** One parsed YAML or JSON document that still knows where everything stood. */
export interface Document {
  readonly file: string;
  readonly value: unknown;
  /** The place of the key (or list entry) a JSON pointer names; of its nearest parent where it has none. */
  locate(pointer: string): Location;
}

/** Reads exactly one document. Throws RolloutError (YAML_*) naming the line. `what` says what was expected, for an empty file. */
export function parseYaml(text: string, file: string, what = 'a YAML document'): Document {
  const source = text.replace(/^\uFEFF/, '');
  const events = readEvents(source, file, what);
  const documents = events.filter((event) => event.type === EVENT_ID.DOCUMENT).length;
  if (documents !== 1)
    throw fail('YAML_DOCUMENTS', { count: documents }, { at: startOfSecond(events, source, file) });
  const value = construct(events, source, file);
  if (value === null || value === undefined)
    throw fail('YAML_EMPTY', { what }, { at: lineOf(source, file, 0) });
  const alias = events.find((event) => event.type === EVENT_ID.ALIAS);
  if (alias && !(sizeOf(value) <= MAX_SIZE))
    throw fail('YAML_EXPANSION', { limit: MAX_SIZE }, { at: lineOf(source, file, offsetOf(alias)) });
  let positions: Map<string, number> | undefined;
  const locate = (pointer: string): Location => {
    positions ??= indexPositions(events, source);
    return lineOf(source, file, nearest(positions, pointer));
  };
  return { file, value, locate };
}

/** Deterministic YAML for every reader: quoted where YAML 1.1 would misread, no anchors, no folding. */
export const dumpYaml = (value: unknown, options: { sortKeys?: boolean; flowLevel?: number } = {}): string =>
  dump(value, { lineWidth: -1, noRefs: true, ...options });

/** How many values a document holds once its aliases are written out; Infinity for one that holds itself. */
function sizeOf(value: unknown, known = new Map<unknown, number>()): number {
  if (typeof value !== 'object' || value === null) return 1;
  const before = known.get(value);
  if (before !== undefined) return before;
  known.set(value, Number.POSITIVE_INFINITY);
  const size = Object.values(value).reduce((sum: number, entry) => sum + sizeOf(entry, known), 1);
  known.set(value, size);
  return size;
}

function readEvents(source: string, file: string, what: string): Event[] {
  if (source.replace(/^\s*(#.*)?$/gm, '').trim() === '')
    throw fail('YAML_EMPTY', { what }, { at: lineOf(source, file, 0) });
  try {
    return parseEvents(source, { filename: file, maxDepth: MAX_DEPTH + 1 });
  } catch (problem) {
    throw explain(problem, source, file);
  }
}

function construct(events: Event[], source: string, file: string): unknown {
  try {
    return constructFromEvents(events, {
      source,
      filename: file,
      schema: SCHEMA,
      maxAliases: MAX_ALIASES,
    })[0];
  } catch (problem) {
    throw explain(problem, source, file);
  }
}

function explain(problem: unknown, source: string, file: string): RolloutError {
  if (!(problem instanceof YAMLException)) throw problem;
  const at = lineOf(source, file, problem.mark?.position ?? 0);
  const reason = problem.reason ?? problem.message;
  if (/duplicated mapping key/.test(reason)) {
    const written = (at.text ?? '').slice((at.column ?? 1) - 1);
    const key = /^\s*-?\s*["']?(.+?)["']?\s*:/.exec(written)?.[1] ?? '?';
    return fail('YAML_DUPLICATE_KEY', { key }, { at }, problem);
  }
  if (/maxDepth/.test(reason)) return fail('YAML_DEPTH', { limit: MAX_DEPTH }, { at }, problem);
  if (/maxAliases/.test(reason)) return fail('YAML_ALIASES', { limit: MAX_ALIASES }, { at }, problem);
  return fail('YAML_SYNTAX', { reason }, { at }, problem);
}

function startOfSecond(events: readonly Event[], source: string, file: string): Location {
  let seen = 0;
  for (const event of events) {
    if (event.type === EVENT_ID.DOCUMENT) seen++;
    else if (seen === 2 && event.type !== EVENT_ID.POP) return lineOf(source, file, offsetOf(event));
  }
  return lineOf(source, file, 0);
}

interface Frame {
  readonly pointer: string;
  /** The next list position; -1 for a mapping, -2 for the document itself. */
  next: number;
  key: string | undefined;
}

function indexPositions(events: readonly Event[], source: string): Map<string, number> {
  const positions = new Map<string, number>();
  const stack: Frame[] = [];
  for (const event of events) {
    if (event.type === EVENT_ID.POP) stack.pop();
    else if (event.type === EVENT_ID.DOCUMENT) stack.push({ pointer: '', next: -2, key: undefined });
    else place(event, stack, source, positions);
  }
  return positions;
}

function place(event: Event, stack: Frame[], source: string, positions: Map<string, number>): void {
  const top = stack.at(-1)!;
  if (top.next === -1 && top.key === undefined) {
    top.key = event.type === EVENT_ID.SCALAR ? getScalarValue(source, event) : '?'; // a key that is no scalar is refused later
    note(positions, childOf(top.pointer, top.key), offsetOf(event));
    return;
  }
  const pointer = top.next === -2 ? '' : childOf(top.pointer, top.next >= 0 ? String(top.next++) : top.key!);
  top.key = undefined;
  note(positions, pointer, offsetOf(event));
  if (event.type === EVENT_ID.MAPPING) stack.push({ pointer, next: -1, key: undefined });
  else if (event.type === EVENT_ID.SEQUENCE) stack.push({ pointer, next: 0, key: undefined });
}

function note(positions: Map<string, number>, pointer: string, offset: number): void {
  if (!positions.has(pointer)) positions.set(pointer, offset);
}

const childOf = (pointer: string, key: string): string =>
  `${pointer}/${key.replace(/~/g, '~0').replace(/\//g, '~1')}`;

function offsetOf(event: Event): number {
  const spans = event as unknown as {
    start?: number;
    valueStart?: number;
    anchorStart?: number;
    type: number;
  };
  if (event.type === EVENT_ID.SCALAR) return spans.valueStart ?? 0;
  if (event.type === EVENT_ID.ALIAS) return (spans.anchorStart ?? 1) - 1;
  return spans.start ?? 0;
}

function nearest(positions: ReadonlyMap<string, number>, pointer: string): number {
  for (let at = pointer; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) {
    const offset = positions.get(at);
    if (offset !== undefined) return offset;
  }
  return positions.get('') ?? 0;
}

function lineOf(source: string, file: string, offset: number): Location {
  const at = Math.min(offset, source.length);
  const start = at === 0 ? 0 : source.lastIndexOf('\n', at - 1) + 1;
  const end = source.indexOf('\n', start);
  let line = 1;
  for (let i = source.indexOf('\n'); i >= 0 && i < start; i = source.indexOf('\n', i + 1)) line++;
  return {
    file,
    line,
    column: at - start + 1,
    text: source.slice(start, end < 0 ? undefined : end).replace(/\r$/, ''),
  };
}
