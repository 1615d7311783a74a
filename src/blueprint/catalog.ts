import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fail, refuse } from '../errors/rollout-error.ts';
import { packagePath } from '../package-root.ts';
import { check, validatorOf } from '../schema/validate.ts';
import type { Validator } from '../schema/validator.ts';
import { suggest } from '../text/suggest.ts';
import { type Document, parseYaml } from '../text/yaml.ts';
import { compileOwn } from './own-schema.ts';
import type { DriverList } from './renderers/drivers.ts';
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
  /** What is said about its values, and about its dynamic configuration. */
  readonly values: () => SchemaView;
  readonly dynamic: () => SchemaView;
  /** The files an editor may check them with. */
  readonly files: { readonly values: string; readonly dynamic: string };
  /** Each must accept the values, defaults filled. */
  readonly validators: () => Promise<readonly Validator[]>;
  readonly dynamicValidator: () => Promise<Validator>;
}

const MANIFEST = 'blueprint.yaml';
const VALUES = 'values.schema.json';
const DYNAMIC = 'dynamic-config.schema.json';
/** The blueprint whose values a renderer understands: every other one narrows it. */
const BASE = 'policies/feature-rollout/base';

/** Every blueprint, the built-in ones and those of the user's directory, by name. Throws on a broken manifest. */
export const listBlueprints = (directory?: string): Promise<Blueprint[]> =>
  Promise.all(
    placesOf(directory)
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .map(open),
  );

/**
 * The blueprint of a full name (`policies/feature-rollout/promql`) or of its last part; those of the user's directory win.
 * Throws UNKNOWN_BLUEPRINT.
 */
export async function findBlueprint(name: string, directory?: string): Promise<Blueprint> {
  const places = placesOf(directory);
  const wanted = name.replace(/\/+$/, '');
  const place =
    places.find((one) => one.name === wanted) ?? places.find((one) => basename(one.name) === wanted);
  if (place) return open(place);
  const known = places.flatMap((one) => [one.name, basename(one.name)]);
  throw fail('UNKNOWN_BLUEPRINT', { name, suggestion: suggest(name, known) });
}

interface Place {
  readonly name: string;
  readonly folder: string;
  readonly own: boolean;
}

function placesOf(directory: string | undefined): Place[] {
  const builtIn = below(packagePath('blueprints'), false);
  if (directory === undefined) return builtIn;
  if (!existsSync(directory)) throw fail('FILE_MISSING', { file: directory });
  const own = below(directory, true);
  if (own.length === 0) throw fail('BLUEPRINT_NONE', { directory });
  return [...own, ...builtIn.filter(({ name }) => !own.some((one) => one.name === name))];
}

const below = (directory: string, own: boolean): Place[] =>
  readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter((path) => basename(path) === MANIFEST)
    .map((path) => ({
      name: dirname(path).replaceAll('\\', '/'),
      folder: join(directory, dirname(path)),
      own,
    }));

async function open({ name, folder, own }: Place): Promise<Blueprint> {
  const file = join(folder, MANIFEST);
  const manifest = parseYaml(readFileSync(file, 'utf8'), file, 'the manifest of a blueprint');
  if (own) refuse(check(await validatorOf('blueprint'), manifest));
  const { title, summary = '', renderer, drivers = [] } = manifest.value as Blueprint;
  const identity = { name, title, summary, renderer, drivers, folder, manifest };
  return { ...identity, ...(own ? ownSchemas(folder) : builtInSchemas(name, folder)) };
}

type Schemas = Pick<Blueprint, 'values' | 'dynamic' | 'files' | 'validators' | 'dynamicValidator'>;

const builtInSchemas = (name: string, folder: string): Schemas => ({
  values: () => viewOf(join(folder, VALUES)),
  dynamic: () => viewOf(join(folder, DYNAMIC)),
  files: { values: join(folder, VALUES), dynamic: join(folder, DYNAMIC) },
  validators: async () => [await validatorOf(`/blueprints/${name}/${VALUES}`)],
  dynamicValidator: () => validatorOf(`/blueprints/${name}/${DYNAMIC}`),
});

function ownSchemas(folder: string): Schemas {
  const base = packagePath(`blueprints/${BASE}`);
  const values = [join(folder, VALUES), join(base, VALUES)].filter((file) => existsSync(file));
  const dynamic = [join(folder, DYNAMIC), join(base, DYNAMIC)].find((file) => existsSync(file))!;
  const isOwn = (path: string) => dirname(path) === folder;
  return {
    values: () => values.flatMap(viewOf),
    dynamic: () => viewOf(dynamic),
    files: { values: values[0]!, dynamic },
    validators: async () => [
      ...(await Promise.all(values.filter(isOwn).map(compileOwn))),
      await validatorOf(`/blueprints/${BASE}/${VALUES}`),
    ],
    dynamicValidator: async () =>
      isOwn(dynamic) ? compileOwn(dynamic) : validatorOf(`/blueprints/${BASE}/${DYNAMIC}`),
  };
}
