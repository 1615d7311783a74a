import type { Seconds } from '../../../text/duration.ts';
import { namesOf } from './names.ts';
import type { Made } from './object.ts';
import { answered, CONFLICT, NOT_FOUND, type Objects, type Resource } from './objects.ts';

/**
 * Makes what is missing of the objects of a rollout, and tries what is to be written and watched. Throws what the server
 * says.
 */
export async function prepareObjects(
  objects: Objects,
  rollout: string,
  leaseDurationSeconds: Seconds,
): Promise<void> {
  const { run, lease, segment, record, frozen } = namesOf(rollout);
  await make(objects, 'leases', { name: lease, rollout, spec: { leaseDurationSeconds } });
  for (const name of [run, segment(0)]) await make(objects, 'configmaps', { name, rollout });
  for (const name of [record, frozen, run, segment(0)]) await tryToPatch(objects, 'configmaps', name);
  await tryToPatch(objects, 'leases', lease);
  await tryToWatch(objects, 'configmaps', record);
  await tryToWatch(objects, 'leases', lease);
}

async function make(objects: Objects, resource: Resource, made: Made): Promise<void> {
  if (await answered(objects.get(resource, made.name))) return;
  const answer = await objects.create(resource, made);
  if (answer.kind === 'none' && answer.status !== CONFLICT) throw new Error(answer.why);
}

/** Throws why an object could not be written, if it is there or was. */
export async function tryToPatch(objects: Objects, resource: Resource, name: string): Promise<void> {
  const answer = await objects.patch(resource, name, {}, true);
  if (answer.kind === 'none' && answer.status !== NOT_FOUND) throw new Error(answer.why);
}

async function tryToWatch(objects: Objects, resource: Resource, name: string): Promise<void> {
  const fault = await objects.watchFault(resource, name);
  if (fault !== undefined) throw new Error(fault);
}
