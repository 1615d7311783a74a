import { type Diagnostic, diagnostic, fail, type Place } from '../../errors/rollout-error.ts';
import { parseDuration, type Seconds } from '../../text/duration.ts';
import { toDotted, toPointer } from '../../text/pointer.ts';
import type { Document } from '../../text/yaml.ts';
import { isMapping } from '../mapping.ts';

/** A value of somebody else's document, and where it stands. Reading one of another type throws VALUES_TYPE there. */
export class Node {
  readonly value: unknown;
  readonly #pointer: string;
  readonly #document: Document;

  constructor(document: Document, value: unknown, pointer = '') {
    this.value = value ?? undefined;
    this.#pointer = pointer;
    this.#document = document;
  }

  get place(): Place {
    return { at: this.#document.locate(this.#pointer), path: toDotted(this.#pointer) };
  }

  get isMissing(): boolean {
    return this.value === undefined;
  }

  get keys(): string[] {
    return Object.keys(this.#mapping());
  }

  /** Another value at the same place. */
  with(value: unknown): Node {
    return new Node(this.#document, value, this.#pointer);
  }

  /** The value at keys of mappings; a missing one where any of them is missing. */
  get(...keys: readonly string[]): Node {
    const [key, ...rest] = keys;
    if (key === undefined) return this;
    const mapping = this.#mapping();
    return this.#child(key, Object.hasOwn(mapping, key) ? mapping[key] : undefined).get(...rest);
  }

  list(): Node[] {
    if (this.isMissing) return [];
    if (!Array.isArray(this.value)) throw this.#fault('a list');
    return this.value.map((entry, i) => this.#child(i, entry));
  }

  text(): string | undefined {
    if (this.isMissing || typeof this.value === 'string') return this.value as string | undefined;
    throw this.#fault('a text');
  }

  /** Also one that is written as a text. */
  number(): number | undefined {
    if (this.isMissing) return undefined;
    const number = typeof this.value === 'string' && this.value.trim() ? Number(this.value) : this.value;
    if (typeof number !== 'number' || !Number.isFinite(number)) throw this.#fault('a number');
    return number;
  }

  /** A weight, which is a whole number up to that of all, in percent. */
  percent(whole = 100): number | undefined {
    const weight = this.number();
    if (weight === undefined) return undefined;
    if (whole > 0 && Number.isInteger(weight) && weight >= 0 && weight <= whole)
      return Number(((100 * weight) / whole).toFixed(6));
    throw this.#fault(`a whole number from 0 to ${whole}`);
  }

  /** Seconds without a unit, or a duration. */
  duration(): Seconds | undefined {
    if (this.isMissing) return undefined;
    const text = String(this.value);
    const seconds = /^\d+$/.test(text) ? parseDuration(`${text}s`) : parseDuration(text);
    if (seconds === undefined) throw this.#fault('a duration');
    return seconds;
  }

  /** What a resource or a reference must have. */
  required(key: string): string {
    const text = this.get(key).text();
    if (text) return text;
    throw fail('VALUES_MISSING_KEY', { path: toDotted(this.#pointer), key }, this.place);
  }

  #mapping(): Readonly<Record<string, unknown>> {
    if (this.isMissing) return {};
    if (!isMapping(this.value)) throw this.#fault('a mapping');
    return this.value as Readonly<Record<string, unknown>>;
  }

  #child(key: string | number, value: unknown): Node {
    return new Node(this.#document, value, this.#pointer + toPointer([key]));
  }

  #fault(expected: string): Error {
    const got = gotOf(this.value);
    return fail('VALUES_TYPE', { path: toDotted(this.#pointer), expected, got }, this.place);
  }
}

function gotOf(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (isMapping(value)) return 'a mapping';
  return JSON.stringify(value);
}

/** What values cannot say, each once at its place. */
export class Losses {
  readonly diagnostics: Diagnostic[] = [];

  add(what: string, { place }: Node): void {
    const lost = diagnostic('IMPORT_LOST', { what }, place);
    const isKnown = this.diagnostics.some(
      ({ message, line, column }) => message === lost.message && line === lost.line && column === lost.column,
    );
    if (!isKnown) this.diagnostics.push(lost);
  }

  /** Those keys that are set to something. */
  addKeys(node: Node, keys: readonly string[], of: string): void {
    for (const key of keys) {
      const inner = node.get(key);
      if (!(inner.isMissing || inner.value === 0 || inner.value === false))
        this.add(`${key} of ${of}`, inner);
    }
  }
}
