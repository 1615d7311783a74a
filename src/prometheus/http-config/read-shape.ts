import { toDotted, toPointer } from '../../text/pointer.ts';
import { suggest } from '../../text/suggest.ts';
import type { SecretDocument } from './secret-document.ts';
import { type Shape, UNSUPPORTED } from './shape.ts';

/** A value of the client configuration as its shape wants it; what does not fit is undefined, and said of the document. */
export function readShape(shape: Shape, value: unknown, pointer: string, document: SecretDocument): unknown {
  if (value === null || value === undefined) return undefined;
  if (shape === 'flag')
    return typeof value === 'boolean' ? value : wrongType(value, pointer, 'true or false', document);
  if (shape === 'text') return readText(value, pointer, document);
  if (shape === 'texts') return readTexts(value, pointer, document);
  if (typeof value === 'object' && !Array.isArray(value)) return readMapping(shape, value, pointer, document);
  const what = toDotted(pointer) || 'the configuration';
  return document.say(pointer, 'NOT_A_MAPPING', { what, got: kindOf(value) });
}

function readMapping(
  shape: Exclude<Shape, string>,
  value: object,
  pointer: string,
  document: SecretDocument,
): Record<string, unknown> {
  const read: Record<string, unknown> = {};
  for (const [key, entry] of Object.entries(value)) {
    const at = pointer + toPointer([key]);
    if ('each' in shape) read[key] = readShape(shape.each, entry, at, document);
    else if (Object.hasOwn(shape.keys, key)) read[key] = readShape(shape.keys[key]!, entry, at, document);
    else if (UNSUPPORTED.has(key)) document.refuse(at, 'is not supported by rollout', key);
    else {
      const known = Object.keys(shape.keys);
      const params = { key, suggestion: suggest(key, known), known: known.join(', ') };
      document.say(at, 'VALUES_UNKNOWN_KEY', { path: toDotted(pointer), ...params });
    }
  }
  return read;
}

function readTexts(value: unknown, pointer: string, document: SecretDocument): readonly string[] | undefined {
  if (!Array.isArray(value)) return wrongType(value, pointer, 'a list', document);
  return value.map((entry, i) => readText(entry, `${pointer}/${i}`, document) ?? '');
}

/** Text; a number or a flag only where YAML kept every letter of it. */
function readText(value: unknown, pointer: string, document: SecretDocument): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' && document.written(pointer) === String(value)) return String(value);
  return wrongType(value, pointer, 'text (put it in quotes)', document);
}

const wrongType = (value: unknown, pointer: string, expected: string, document: SecretDocument): undefined =>
  document.say(pointer, 'VALUES_TYPE', { path: toDotted(pointer), expected, got: kindOf(value) });

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'a mapping' : typeof value;
}
