import { type Diagnostic, diagnostic } from '../errors/rollout-error.ts';
import { type Path, toDotted, toPointer } from '../text/pointer.ts';
import type { Document } from '../text/yaml.ts';

/** The text that templates have in place of a missing value. */
export const PLACEHOLDER = '__REQUIRED_FIELD__';

/** JSON pointers of every text or key that still holds the placeholder. */
export function findPlaceholders(value: unknown, path: Path = []): string[] {
  if (typeof value === 'string') return placeholderIn(value, path);
  if (Array.isArray(value)) return value.flatMap((entry, i) => findPlaceholders(entry, [...path, i]));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, entry]) => {
    const inside = [...path, key];
    const inKey = placeholderIn(key, inside);
    if (inKey.length > 0) return inKey;
    return findPlaceholders(entry, inside);
  });
}

function placeholderIn(text: string, path: Path): string[] {
  if (!text.includes(PLACEHOLDER)) return [];
  return [toPointer(path)];
}

/** One diagnostic for each placeholder. */
export const explainPlaceholders = (pointers: readonly string[], document: Document): Diagnostic[] =>
  pointers.map((pointer) => {
    const path = toDotted(pointer);
    return diagnostic('VALUES_PLACEHOLDER', { path }, { at: document.locate(pointer), path });
  });
