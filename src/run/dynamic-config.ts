import type { DynamicCell, Plan } from '../circuit/plan.ts';

/** A document of dynamic configuration, as the user wrote it. */
export type DynamicDocument = Readonly<Record<string, unknown>>;

/** A document of dynamic configuration that is in force from its tick. */
export interface PlannedDocument {
  readonly tick: number;
  readonly document: DynamicDocument;
}

/** How far a run is in its dynamic configuration, as one value. */
export interface ConfigurationState {
  /** So many of the planned documents were applied. */
  readonly planned: number;
  /** The document in force; null where there never was one. */
  readonly document: DynamicDocument | null;
}

/** Writes a whole document into the cells of a frame; a key that is absent, or no value of its kind, means the policy's own. */
export function steer(plan: Plan, frame: Float64Array, document: DynamicDocument): void {
  for (const cell of plan.dynamic) frame[cell.slot] = readingOf(cell, document);
}

function readingOf(cell: DynamicCell, document: DynamicDocument): number {
  const value = lookUp(document, cell.key);
  return (value === undefined ? undefined : cell.decode(value)) ?? cell.initial;
}

/** The value at a key; `.` separates levels. */
export function lookUp(document: DynamicDocument, key: string): unknown {
  let value: unknown = document;
  for (const part of key.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined;
    value = (value as Record<string, unknown>)[part];
  }
  return value ?? undefined;
}

/** The document with another value at a key, or without the key; `.` separates levels. */
export function withKey(document: DynamicDocument, key: string, value: unknown): DynamicDocument {
  const [first = '', ...rest] = key.split('.');
  const inner = rest.length === 0 ? value : withKey(mappingIn(document, first), rest.join('.'), value);
  const { [first]: _, ...others } = document;
  const isGone = inner === undefined || (rest.length > 0 && Object.keys(inner as object).length === 0);
  return isGone ? others : { ...others, [first]: inner };
}

function mappingIn(document: DynamicDocument, key: string): DynamicDocument {
  const value = Object.hasOwn(document, key) ? document[key] : undefined;
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as DynamicDocument)
    : {};
}

/** The document in one line, for events. */
export const describe = (document: DynamicDocument): string =>
  Object.keys(document).length === 0
    ? "back to the policy's own values"
    : Object.entries(document)
        .map(([key, value]) => `${key}: ${JSON.stringify(value)}`)
        .join(', ');
