import { type Diagnostic, diagnostic, type Place } from '../../errors/rollout-error.ts';
import { type Path, toDotted, toPointer } from '../../text/pointer.ts';
import type { Moment } from '../../text/time.ts';
import type { Document } from '../../text/yaml.ts';
import { timeReader } from './incident.ts';

/** What the parts of one file are read with. */
export interface Reader {
  readonly read: (value: unknown) => Moment | undefined;
  readonly placeOf: (path: Path) => Place;
  readonly faults: Diagnostic[];
}

export const readerOf = (document: Document, now: Moment): Reader => ({
  read: timeReader(now),
  placeOf(path) {
    const pointer = toPointer(path);
    return { at: document.locate(pointer), path: toDotted(pointer) || undefined };
  },
  faults: [],
});

/** Notes INCIDENT_SHAPE for what stands at a path. */
export function reportShape(value: unknown, path: Path, expected: string, reader: Reader): void {
  const params = { expected, got: describe(value) };
  reader.faults.push(diagnostic('INCIDENT_SHAPE', params, reader.placeOf(path)));
}

function describe(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object') return `a mapping of ${Object.keys(value).join(', ') || 'nothing'}`;
  return JSON.stringify(value);
}
