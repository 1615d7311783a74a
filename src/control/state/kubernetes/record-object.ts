import type { RolloutRecord } from '../../record/record.ts';
import { seal } from '../sealed.ts';
import { fenced, fenceOf } from './fence.ts';
import type { KubeObject, Made } from './object.ts';
import { type Answer, DOMAIN, type Objects } from './objects.ts';

/** Marks the ConfigMaps that are records. */
export const RECORD_LABEL = `${DOMAIN}/record`;

/** Whose record it is, and the ConfigMap it is in. */
export interface RecordName {
  readonly rollout: string;
  readonly name: string;
}

/** The ConfigMap of a record. */
export const recordObject = ({ rollout, name }: RecordName, record: RolloutRecord): Made => ({
  name,
  rollout,
  labels: { [RECORD_LABEL]: 'true' },
  data: { record: seal(record) },
});

/** The versions of a server count its writes; 0 where they are no counts. */
export const countOf = (version: string): number =>
  Number.isSafeInteger(Number(version)) ? Number(version) : 0;

/** What a record is written over. */
export interface Replaced {
  /** Undefined where it is gone. */
  readonly object: KubeObject | undefined;
  /** Of the last lease: a lower one writes nothing over the new record. */
  readonly fence: number;
}

/** Leaves nothing of what was in a ConfigMap but a record; done where nobody has changed it since. */
export function replaceRecord(
  objects: Objects,
  { object, fence }: Replaced,
  made: Made,
): Promise<Answer<KubeObject>> {
  const before = object ? fenceOf(object) : 0;
  const annotations = fenced(Math.max(before, fence));
  if (!object) return objects.create('configmaps', { ...made, annotations });
  const gone = Object.fromEntries(Object.keys(object.data ?? {}).map((key) => [key, null]));
  const data = { ...gone, ...made.data };
  const version = object.metadata.resourceVersion;
  return objects.patch('configmaps', made.name, { version, annotations, data, binaryData: null });
}
