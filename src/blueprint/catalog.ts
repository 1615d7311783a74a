import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { packagePath } from '../disk/package-root.ts';
import { fail, type Place, throwIfErrors } from '../errors/rollout-error.ts';
import { check, validatorOf } from '../schema/validate.ts';
import type { Validator } from '../schema/validator.ts';
import { suggest } from '../text/suggest.ts';
import { type Document, parseYaml } from '../text/yaml.ts';
import { type BlueprintFolder, blueprintFolders, MANIFEST, readIn } from './folders.ts';
import { compileOwn } from './own-schema.ts';
import type { DriverList } from './renderers/values.ts';
import { type SchemaView, viewOf } from './schema-view.ts';

/** A blueprint: a manifest and schemas, data only. */
export interface Blueprint {
  /** Where it stands below its directory: `policies/feature-rollout/promql`. */
  readonly name: string;
  readonly title: string;
  readonly summary: string;
  readonly renderer: 'feature-rollout';
  readonly drivers: readonly DriverList[];
  /** Its folder. */
  readonly folder: string;
  readonly manifest: Document;
  /** The schema of its values, and of its dynamic configuration. */
  readonly values: () => SchemaView;
  readonly dynamic: () => SchemaView;
  /** The files an editor may check them with. */
  readonly files: { readonly values: string; readonly dynamic: string };
  /** Each must accept the values, defaults filled. */
  readonly validators: () => Promise<readonly Validator[]>;
  readonly dynamicValidator: () => Promise<Validator>;
}

const VALUES = 'values.schema.json';
const DYNAMIC = 'dynamic-config.schema.json';
/** The blueprint whose values the renderer takes: every other one narrows it. */
const BASE = 'policies/feature-rollout/base';

/** What a blueprint gives to all values, as its manifest has it. */
export const presetOf = ({ manifest }: Blueprint): unknown =>
  (manifest.value as { readonly preset?: unknown }).preset ?? {};

/**
 * Every blueprint, the built-in ones and those of the user's directory, by name. Throws on a broken manifest.
 */
export const listBlueprints = (directory?: string): Promise<Blueprint[]> =>
  Promise.all(
    blueprintFolders(directory)
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .map(open),
  );

/**
 * The blueprint of a full name (`policies/feature-rollout/promql`) or of its last part; those of the user's
 * directory come first; `place` is where the name stands. Throws UNKNOWN_BLUEPRINT, USAGE_VALUE when a name is ambiguous,
 * and the faults of a blueprint of the user.
 */
export async function findBlueprint(name: string, directory?: string, place?: Place): Promise<Blueprint> {
  const folder = choose(blueprintFolders(directory), name.replace(/\/+$/, ''), place);
  const blueprint = await open(folder);
  if (folder.own) await Promise.all([blueprint.validators(), blueprint.dynamicValidator()]);
  return blueprint;
}

function choose(folders: readonly BlueprintFolder[], name: string, place?: Place): BlueprintFolder {
  const exact = folders.find((one) => one.name === name);
  if (exact) return exact;
  const [first, ...others] = folders.filter((one) => basename(one.name) === name);
  if (!first) {
    const known = folders.flatMap((one) => [one.name, basename(one.name)]);
    throw fail('UNKNOWN_BLUEPRINT', { name, suggestion: suggest(name, known) }, place);
  }
  const same = [first, ...others.filter(({ own }) => own === first.own)].map((one) => one.name);
  if (same.length === 1) return first;
  const params = { flag: '--name', got: name, expected: `one of ${same.join(', ')}` };
  throw fail('USAGE_VALUE', params, place);
}

async function open({ name, folder, directory, own }: BlueprintFolder): Promise<Blueprint> {
  const file = join(folder, MANIFEST);
  const manifest = parseYaml(readIn(file), file, 'the manifest of a blueprint');
  if (own) throwIfErrors(check(await validatorOf('blueprint'), manifest));
  const { title, summary = '', renderer, drivers = [] } = manifest.value as Blueprint;
  const identity = { name, title, summary, renderer, drivers, folder, manifest };
  const schemas = own ? ownSchemas(folder, directory) : builtInSchemas(name, folder);
  return { ...identity, ...schemas };
}

type Schemas = Pick<Blueprint, 'values' | 'dynamic' | 'files' | 'validators' | 'dynamicValidator'>;

const builtInSchemas = (name: string, folder: string): Schemas => ({
  values: () => viewOf(join(folder, VALUES)),
  dynamic: () => viewOf(join(folder, DYNAMIC)),
  files: { values: join(folder, VALUES), dynamic: join(folder, DYNAMIC) },
  validators: async () => [await validatorOf(`/blueprints/${name}/${VALUES}`)],
  dynamicValidator: () => validatorOf(`/blueprints/${name}/${DYNAMIC}`),
});

function ownSchemas(folder: string, directory: string): Schemas {
  const base = packagePath(`blueprints/${BASE}`);
  const values = [join(folder, VALUES), join(base, VALUES)].filter((file) => existsSync(file));
  const dynamic = [join(folder, DYNAMIC), join(base, DYNAMIC)].find((file) => existsSync(file))!;
  const isOwn = (path: string) => dirname(path) === folder;
  const compile = (file: string) => compileOwn(file, directory);
  return {
    values: () => values.flatMap((file) => viewOf(file, directory)),
    dynamic: () => viewOf(dynamic, directory),
    files: { values: values[0]!, dynamic },
    validators: async () => [
      ...(await Promise.all(values.filter(isOwn).map(compile))),
      await validatorOf(`/blueprints/${BASE}/${VALUES}`),
    ],
    dynamicValidator: async () =>
      isOwn(dynamic) ? compile(dynamic) : validatorOf(`/blueprints/${BASE}/${DYNAMIC}`),
  };
}
