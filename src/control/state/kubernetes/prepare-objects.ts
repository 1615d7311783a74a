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
  await atOnce([
    make(objects, 'leases', { name: lease, rollout, spec: { leaseDurationSeconds } }),
    ...[run, segment(0)].map((name) => make(objects, 'configmaps', { name, rollout })),
  ]);
  await atOnce([
    ...[record, frozen, run, segment(0)].map((name) => tryToPatch(objects, 'configmaps', name)),
    tryToPatch(objects, 'leases', lease),
    tryToWatch(objects, 'configmaps', record),
    tryToWatch(objects, 'leases', lease),
  ]);
}

/** Waits for all. Throws what the first of them throws, in the order in which they stand. */
async function atOnce(tasks: readonly Promise<void>[]): Promise<void> {
  const ended = await Promise.allSettled(tasks);
  const failed = ended.find(({ status }) => status === 'rejected') as PromiseRejectedResult | undefined;
  if (failed) throw failed.reason;
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
