import { inspect } from '../schema/validate.ts';
import { fromPointer } from '../text/pointer.ts';
import type { Document } from '../text/yaml.ts';
import type { Blueprint } from './catalog.ts';
import { fillDefaults } from './defaults.ts';
import { valueAt } from './mapping.ts';
import { minimalValue } from './minimal-value.ts';
import { child, entries, type SchemaView } from './schema-view.ts';

/** Values that can be rendered for a check of the circuit; never for a policy. */
export interface RepairedValues {
  readonly value: unknown;
  /** Whether drivers or criteria were lost, so that it is not known which signals were meant to exist. */
  readonly isPartial: boolean;
}

/**
 * Values in which each fault, at these JSON pointers, is replaced by the minimal value of its schema, so that
 * the faults of the circuit can be reported beside those of the values. The user's own components stay as
 * they are. Undefined where no values match: the schema of a team may contradict that of its renderer.
 */
export async function repair(
  blueprint: Blueprint,
  document: Document,
  faults: readonly string[],
): Promise<RepairedValues | undefined> {
  const view = blueprint.values();
  const value = structuredClone(document.value);
  let isPartial = false;
  let left = outsideComponents(faults);
  for (let attempt = 0; left.length > 0 && attempt < MAX_ATTEMPTS; attempt++) {
    for (const pointer of left) {
      const replacement = replace(value, view, fromPointer(pointer));
      isPartial ||= losesDriver(pointer, replacement);
    }
    left = outsideComponents(await faultsOf(blueprint, document, value));
  }
  if (left.length === 0) return { value: fillDefaults(view, value), isPartial };
  const minimal = minimalWith(view, document.value);
  if (outsideComponents(await faultsOf(blueprint, document, minimal)).length > 0) return undefined;
  return { value: minimal, isPartial: true };
}

/** One fault may hide another. */
const MAX_ATTEMPTS = 3;

const outsideComponents = (faults: readonly string[]): string[] =>
  faults.filter((pointer) => !/^\/policy\/components\/\d+(\/|$)/.test(pointer));

async function faultsOf(blueprint: Blueprint, document: Document, value: unknown): Promise<string[]> {
  const filled = { ...document, value: fillDefaults(blueprint.values(), value) };
  return (await blueprint.validators()).flatMap((validator) => inspect(validator, filled).pointers);
}

/** The minimal values, with the components of the user. */
function minimalWith(view: SchemaView, values: unknown): unknown {
  const minimal = minimalValue(view) as { readonly policy?: object };
  return fillDefaults(view, { ...minimal, policy: { ...minimal.policy, components: componentsOf(values) } });
}

function componentsOf(values: unknown): readonly unknown[] {
  const components = valueAt(values, 'policy', 'components');
  return Array.isArray(components) ? components : [];
}

/** Puts the minimal value at a path and returns it; removes what no schema knows, and returns undefined. */
function replace(value: unknown, view: SchemaView, [key, ...rest]: readonly string[]): unknown {
  if (key === undefined || typeof value !== 'object' || value === null) return undefined;
  const holder = value as Record<string, unknown>;
  const inside = Array.isArray(value) ? entries(view) : child(view, key);
  if (rest.length > 0 && Object.hasOwn(holder, key)) return replace(holder[key], inside, rest);
  const minimal = minimalValue(inside);
  if (minimal !== undefined) holder[key] = minimal;
  else if (Array.isArray(value)) value.splice(Number(key), 1);
  else delete holder[key];
  return minimal;
}

/**
 * Whether a fault loses a driver or one of its criteria: `/policy/drivers/LIST/0/criteria/KEY`, or a misspelt
 * key above.
 */
function losesDriver(pointer: string, replacement: unknown): boolean {
  const path = fromPointer(pointer);
  if (path.length <= 2 && replacement === undefined) return true;
  if (path[1] !== 'drivers' || path.length > 6) return false;
  return replacement === undefined || (path.length < 6 && typeof replacement === 'object');
}
