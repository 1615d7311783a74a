import { toDotted, toPointer } from '../../text/pointer.ts';
import { suggest } from '../../text/suggest.ts';
import type { SecretDocument } from './secret-document.ts';
import { type Shape, UNSUPPORTED } from './shape.ts';

/**
 * Reads values of the client configuration by their shapes; what does not fit is undefined and a fault of the
 * document.
 */
export class ShapeReader {
  readonly #document: SecretDocument;

  constructor(document: SecretDocument) {
    this.#document = document;
  }

  /** The value at a JSON pointer; undefined for null and for what does not fit. */
  read(shape: Shape, value: unknown, pointer: string): unknown {
    if (value === null || value === undefined) return undefined;
    if (shape === 'flag') return this.#flag(value, pointer);
    if (shape === 'text') return this.#text(value, pointer);
    if (shape === 'texts') return this.#texts(value, pointer);
    if (typeof value === 'object' && !Array.isArray(value)) return this.#mapping(shape, value, pointer);
    const what = toDotted(pointer) || 'the configuration';
    this.#document.report(pointer, 'NOT_A_MAPPING', { what, got: typeOf(value) });
    return undefined;
  }

  #mapping(shape: Exclude<Shape, string>, value: object, pointer: string): Record<string, unknown> {
    const read: Record<string, unknown> = {};
    for (const [key, entry] of Object.entries(value)) {
      const at = pointer + toPointer([key]);
      if ('each' in shape) read[key] = this.read(shape.each, entry, at);
      else if (Object.hasOwn(shape.keys, key)) read[key] = this.read(shape.keys[key]!, entry, at);
      else this.#reportKey(Object.keys(shape.keys), key, pointer);
    }
    return read;
  }

  #reportKey(known: readonly string[], key: string, parent: string): void {
    const at = parent + toPointer([key]);
    if (UNSUPPORTED.has(key)) {
      this.#document.reportValue(at, 'is not supported by rollout', key);
      return;
    }
    const params = { key, suggestion: suggest(key, known), known: known.join(', ') };
    this.#document.report(at, 'VALUES_UNKNOWN_KEY', { path: toDotted(parent), ...params });
  }

  #flag(value: unknown, pointer: string): boolean | undefined {
    if (typeof value === 'boolean') return value;
    return this.#wrongType(value, pointer, 'true or false');
  }

  #texts(value: unknown, pointer: string): readonly string[] | undefined {
    if (!Array.isArray(value)) return this.#wrongType(value, pointer, 'a list');
    return value.map((entry, i) => this.#text(entry, `${pointer}/${i}`) ?? '');
  }

  /** Text; a number or a flag only where its spelling is the same as that of the value YAML made of it. */
  #text(value: unknown, pointer: string): string | undefined {
    if (typeof value === 'string') return value;
    if (typeof value !== 'object' && this.#document.sourceText(pointer) === String(value))
      return String(value);
    return this.#wrongType(value, pointer, 'text (put it in quotes)');
  }

  #wrongType(value: unknown, pointer: string, expected: string): undefined {
    this.#document.report(pointer, 'VALUES_TYPE', {
      path: toDotted(pointer),
      expected,
      got: typeOf(value),
    });
  }
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'a mapping' : typeof value;
}
