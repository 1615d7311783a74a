import { isCount, isMapping, isNumber, mappingOf } from '../../../text/shape.ts';
import type { Decision } from '../../decision.ts';

/** One operation of a JSON patch. */
export interface Operation {
  readonly op: 'add' | 'replace' | 'test';
  readonly path: string;
  readonly value: unknown;
}

/** The part of any resource that is used. */
export interface Resource {
  readonly metadata: {
    readonly name: string;
    readonly resourceVersion: string;
    readonly annotations?: Readonly<Record<string, string>>;
    readonly managedFields?: readonly Managed[];
  };
  readonly [key: string]: unknown;
}

export interface Managed {
  readonly manager?: string;
  readonly fieldsV1?: Readonly<Record<string, unknown>>;
}

/** What a target was told last, noted on its resource: the number lets old calls be refused, the percentage shows other edits. */
export interface Mark {
  readonly number: number;
  readonly percentage: number;
}

/** One annotation holds the marks of all targets of a resource. */
export const ANNOTATION = 'rolloutctl/told';
const PATH = '/metadata/annotations/rolloutctl~1told';

const isMark = mappingOf({ number: isCount, percentage: isNumber });

/** The key of a target within its resource. */
export const markKey = ({ rollout }: Decision, part: string): string => `${rollout}/${part}`;

export function markOf(resource: Resource, key: string): Mark | undefined {
  const mark = marksOf(resource)[key];
  if (!isMark(mark)) return undefined;
  return mark as Mark;
}

function marksOf({ metadata }: Resource): Readonly<Record<string, unknown>> {
  try {
    const marks = JSON.parse(metadata.annotations?.[ANNOTATION] ?? '{}');
    if (isMapping(marks)) return marks;
  } catch {
    // What is no JSON is no mark either.
  }
  return {};
}

/** Writes a mark where nobody has written one since the resource was read. */
export function markOperations(resource: Resource, key: string, mark: Mark): Operation[] {
  const { annotations, resourceVersion } = resource.metadata;
  const raw = annotations?.[ANNOTATION];
  const value = JSON.stringify({ ...marksOf(resource), [key]: mark });
  if (raw !== undefined)
    return [
      { op: 'test', path: PATH, value: raw },
      { op: 'replace', path: PATH, value },
    ];
  const all: Operation[] = [{ op: 'test', path: '/metadata/resourceVersion', value: resourceVersion }];
  if (!annotations) all.push({ op: 'add', path: '/metadata/annotations', value: {} });
  all.push({ op: 'add', path: PATH, value });
  return all;
}
