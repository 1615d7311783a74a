import type { Place } from '../errors/rollout-error.ts';
import { fromPointer, toDotted } from '../text/pointer.ts';
import type { Document } from '../text/yaml.ts';

/**
 * A JSON pointer into a document -> the file, line and path of what is there, or of its nearest parent that
 * is.
 */
export const placeIn =
  (document: Document) =>
  (pointer: string): Place => ({
    at: document.locate(pointer),
    path: toDotted(existing(document.value, pointer)) || undefined,
  });

/** The part of a pointer that leads somewhere. */
function existing(value: unknown, pointer: string): string {
  let at = value;
  let length = 0;
  for (const part of fromPointer(pointer)) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, part)) break;
    at = (at as Readonly<Record<string, unknown>>)[part];
    length = endOfPart(pointer, length);
  }
  return pointer.slice(0, length);
}

/** Where the part of a pointer that starts at `from` ends. */
function endOfPart(pointer: string, from: number): number {
  const next = pointer.indexOf('/', from + 1);
  return next < 0 ? pointer.length : next;
}
