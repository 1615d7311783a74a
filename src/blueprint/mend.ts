import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from '../schema/validate.ts';
import { fromPointer } from '../text/pointer.ts';
import { type Document, parseYaml } from '../text/yaml.ts';
import type { Blueprint } from './catalog.ts';
import { fillDefaults } from './defaults.ts';
import { readIn } from './folders.ts';

const EXAMPLE = 'example.yaml';

/**
 * Values with what is wrong in them, at these JSON pointers, as the blueprint's example has it: not what anybody meant, but
 * what can be rendered, so that the faults of the circuit are told in the same breath. The user's own components stay as
 * they are. Undefined where that does not make values of them.
 */
export async function mend(
  blueprint: Blueprint,
  document: Document,
  faults: readonly string[],
  attempts = 3,
): Promise<unknown> {
  const elsewhere = faults.filter((pointer) => !isOwnComponent(pointer));
  if (elsewhere.length === 0) return document.value;
  const example = exampleOf(blueprint);
  const value = structuredClone(document.value);
  if (!attempts || !elsewhere.every((pointer) => replace(value, example, fromPointer(pointer))))
    return undefined;
  const mended = { ...document, value: fillDefaults(blueprint.values(), value) };
  const left = (await blueprint.validators()).flatMap((validator) => inspect(validator, mended).pointers);
  return mend(blueprint, mended, left, attempts - 1);
}

const isOwnComponent = (pointer: string): boolean => /^\/policy\/components\/\d+(\/|$)/.test(pointer);

function exampleOf({ folder }: Blueprint): unknown {
  const file = join(folder, EXAMPLE);
  return existsSync(file) ? parseYaml(readIn(file), file, 'the example of a blueprint').value : {};
}

type Mapping = Record<string, unknown>;

/** Puts what stands in `example` at a path into `value`, or nothing where nothing stands there; false where it cannot. */
function replace(value: unknown, example: unknown, [key, ...rest]: readonly string[]): boolean {
  if (key === undefined || typeof value !== 'object' || value === null) return false;
  const model = entryOf(example, key);
  if (rest.length > 0 && key in value) return replace((value as Mapping)[key], model, rest);
  if (model !== undefined && rest.length === 0) (value as Mapping)[key] = structuredClone(model);
  else if (Array.isArray(value)) return false;
  else delete (value as Mapping)[key];
  return true;
}

/** An entry of the example; of a list that is shorter there, its first. */
function entryOf(example: unknown, key: string): unknown {
  if (typeof example !== 'object' || example === null) return undefined;
  if (Array.isArray(example)) return example[Number(key)] ?? example[0];
  return Object.hasOwn(example, key) ? (example as Mapping)[key] : undefined;
}
