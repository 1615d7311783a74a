import { inspect } from '../schema/validate.ts';
import { fromPointer } from '../text/pointer.ts';
import type { Document } from '../text/yaml.ts';
import type { Blueprint } from './catalog.ts';
import { fillDefaults, isMapping } from './defaults.ts';
import { sample } from './sample.ts';
import { child, entries, type SchemaView } from './schema-view.ts';

/** Values that can be rendered, though they are not what anybody meant. */
export interface Mended {
  readonly value: unknown;
  /** Whether the drivers may not be those that were meant, so that it is not known which signals they put out. */
  readonly isVague: boolean;
}

/**
 * Values with what is wrong in them, at these JSON pointers, replaced by the least their schema accepts, so that the faults
 * of the circuit are told in the same breath. The user's own components stay as they are.
 */
export async function mend(
  blueprint: Blueprint,
  document: Document,
  faults: readonly string[],
): Promise<Mended> {
  const view = blueprint.values();
  const value = structuredClone(document.value);
  let isVague = false;
  let left = elsewhere(faults);
  for (let attempt = 0; left.length > 0 && attempt < ATTEMPTS; attempt++) {
    for (const pointer of left) {
      const mended = replace(value, view, fromPointer(pointer));
      isVague ||= hidesDriver(pointer, mended);
    }
    left = elsewhere(await faultsOf(blueprint, document, value));
  }
  return left.length === 0
    ? { value: fillDefaults(view, value), isVague }
    : { value: leastWith(view, document.value), isVague: true };
}

/** One fault may hide another. */
const ATTEMPTS = 3;

const elsewhere = (faults: readonly string[]): string[] =>
  faults.filter((pointer) => !/^\/policy\/components\/\d+(\/|$)/.test(pointer));

async function faultsOf(blueprint: Blueprint, document: Document, value: unknown): Promise<string[]> {
  const filled = { ...document, value: fillDefaults(blueprint.values(), value) };
  return (await blueprint.validators()).flatMap((validator) => inspect(validator, filled).pointers);
}

/** The least values there are, with the components of the user. */
function leastWith(view: SchemaView, values: unknown): unknown {
  const { policy } = (isMapping(values) ? values : {}) as { readonly policy?: unknown };
  const components = isMapping(policy) ? policy.components : undefined;
  const least = sample(view) as { readonly policy?: object };
  const own = { ...least.policy, components: Array.isArray(components) ? components : [] };
  return fillDefaults(view, { ...least, policy: own });
}

/** Puts the least value at a path, or takes away what no schema knows; what it put there. */
function replace(value: unknown, view: SchemaView, [key, ...rest]: readonly string[]): unknown {
  if (key === undefined || typeof value !== 'object' || value === null) return undefined;
  const holder = value as Record<string, unknown>;
  const inside = Array.isArray(value) ? entries(view) : child(view, key);
  if (rest.length > 0 && Object.hasOwn(holder, key)) return replace(holder[key], inside, rest);
  const least = inside.length > 0 ? sample(inside) : undefined;
  if (least !== undefined) holder[key] = least;
  else if (Array.isArray(value)) value.splice(Number(key), 1);
  else delete holder[key];
  return least;
}

/** Whether a fault hides a driver or one of its criteria: `/policy/drivers/LIST/0/criteria/KEY`, or a misspelt key above. */
function hidesDriver(pointer: string, mended: unknown): boolean {
  const path = fromPointer(pointer);
  if (path.length <= 2 && mended === undefined) return true;
  if (path[1] !== 'drivers' || path.length > 6) return false;
  return mended === undefined || (path.length < 6 && typeof mended === 'object');
}
