import {
  CORE_SCHEMA,
  constructFromEvents,
  dump,
  EVENT_ID,
  type Event,
  mergeTag,
  parseEvents,
  YAMLException,
} from 'js-yaml';
import type { Location } from '../errors/location.ts';
import { fail, type RolloutError } from '../errors/rollout-error.ts';
import { printableJson, printableText } from './printable.ts';
import { checkParts, checkSize } from './yaml/bound.ts';
import { indexPositions, nearestOffset, offsetOf, type Positions } from './yaml/positions.ts';
import { Source } from './yaml/source.ts';

/** Enough for circuits nested as deep as the compiler allows, at three levels each. */
export const MAX_DEPTH = 128;
const MAX_ALIASES = 100;
const MAX_EXPANDED_VALUES = 100_000;
const SCHEMA = CORE_SCHEMA.withTags(mergeTag);

/** One parsed YAML or JSON document that knows the place of each of its values. */
export interface Document {
  readonly file: string;
  readonly value: unknown;
  /** The place of the key (or list entry) at a JSON pointer; of its nearest parent where it has none. */
  locate(pointer: string): Location;
}

/**
 * Reads exactly one document. Throws RolloutError (YAML_*) with the line; `what` names what was expected of
 * an empty file.
 */
export function parseYaml(text: string, file: string, what = 'a YAML document'): Document {
  const source = new Source(text, file);
  checkSize(source);
  const events = readEvents(source, what);
  checkParts(events, source);
  const documents = events.filter((event) => event.type === EVENT_ID.DOCUMENT).length;
  if (documents !== 1)
    throw fail('YAML_DOCUMENTS', { count: documents }, { at: source.locate(startOfSecond(events)) });
  const document = documentOf(events, source);
  if (document.value === null || document.value === undefined) throw emptyFault(source, what);
  return document;
}

/** Reads any number of documents; those without a value are left out. Throws as `parseYaml`, YAML_EMPTY where all are. */
export function parseDocuments(text: string, file: string, what: string): Document[] {
  const source = new Source(text, file);
  checkSize(source);
  const events = readEvents(source, what);
  checkParts(events, source);
  const starts = events.flatMap((event, i) => (event.type === EVENT_ID.DOCUMENT ? [i] : []));
  const documents = starts
    .map((start, i) => documentOf(events.slice(start, starts[i + 1]), source))
    .filter(({ value }) => value !== null && value !== undefined);
  if (documents.length === 0) throw emptyFault(source, what);
  return documents;
}

function documentOf(events: Event[], source: Source): Document {
  const value = construct(events, source);
  checkExpansion(events, value, source);
  let positions: Positions | undefined;
  const locate = (pointer: string): Location => {
    positions ??= indexPositions(events, source.text);
    return source.locate(nearestOffset(positions, pointer));
  };
  return { file: source.file, value, locate };
}

/**
 * Deterministic YAML for every reader: quoted where YAML 1.1 would misread, no anchors, no folding. A value
 * with text that a terminal obeys is written as JSON, which is YAML too and has escapes for all of it.
 */
export function dumpYaml(value: unknown, options: { sortKeys?: boolean; flowLevel?: number } = {}): string {
  const text = dump(value, { lineWidth: -1, noRefs: true, ...options });
  return printableText(text) === text ? text : `${printableJson(value, 2)}\n`;
}

function readEvents(source: Source, what: string): Event[] {
  if (source.text.replace(/^\s*(#.*)?$/gm, '').trim() === '') throw emptyFault(source, what);
  try {
    return parseEvents(source.text, { filename: source.file, maxDepth: MAX_DEPTH + 1 });
  } catch (problem) {
    throw yamlFault(problem, source);
  }
}

function construct(events: Event[], source: Source): unknown {
  const options = { source: source.text, filename: source.file, schema: SCHEMA, maxAliases: MAX_ALIASES };
  try {
    return constructFromEvents(events, options)[0];
  } catch (problem) {
    throw yamlFault(problem, source);
  }
}

const emptyFault = (source: Source, what: string): RolloutError =>
  fail('YAML_EMPTY', { what }, { at: source.locate(0) });

/** An error of the parser as a diagnostic; throws any other problem. */
function yamlFault(problem: unknown, source: Source): RolloutError {
  if (!(problem instanceof YAMLException)) throw problem;
  const at = source.locate(problem.mark?.position ?? 0);
  const reason = problem.reason ?? problem.message;
  if (/duplicated mapping key/.test(reason)) {
    const fromKey = (at.text ?? '').slice((at.column ?? 1) - 1);
    const key = /^\s*-?\s*["']?(.+?)["']?\s*:/.exec(fromKey)?.[1] ?? '?';
    return fail('YAML_DUPLICATE_KEY', { key }, { at }, problem);
  }
  if (/maxDepth/.test(reason)) return fail('YAML_DEPTH', { limit: MAX_DEPTH }, { at }, problem);
  if (/maxAliases/.test(reason)) return fail('YAML_ALIASES', { limit: MAX_ALIASES }, { at }, problem);
  return fail('YAML_SYNTAX', { reason }, { at }, problem);
}

/** The offset of the second document of a file; 0 where it is empty. */
function startOfSecond(events: readonly Event[]): number {
  let documents = 0;
  for (const event of events) {
    if (event.type === EVENT_ID.DOCUMENT) documents++;
    else if (documents === 2 && event.type !== EVENT_ID.POP) return offsetOf(event);
  }
  return 0;
}

/** Throws YAML_EXPANSION when aliases make a document too large. */
function checkExpansion(events: readonly Event[], value: unknown, source: Source): void {
  const alias = events.find((event) => event.type === EVENT_ID.ALIAS);
  if (!alias || countValues(value) <= MAX_EXPANDED_VALUES) return;
  throw fail('YAML_EXPANSION', { limit: MAX_EXPANDED_VALUES }, { at: source.locate(offsetOf(alias)) });
}

/** The number of values in a document with its aliases written out; Infinity for one that contains itself. */
function countValues(value: unknown, known = new Map<unknown, number>()): number {
  if (typeof value !== 'object' || value === null) return 1;
  const before = known.get(value);
  if (before !== undefined) return before;
  known.set(value, Number.POSITIVE_INFINITY);
  const count = Object.values(value).reduce((sum: number, entry) => sum + countValues(entry, known), 1);
  known.set(value, count);
  return count;
}
