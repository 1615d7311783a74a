import { readFileSync } from 'node:fs';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { packagePath } from '../disk/package-root.ts';
import { fail } from '../errors/rollout-error.ts';

/** Where the file will stand that names its schema. */
export interface Referrer {
  /** Its path; `-` for standard output. */
  readonly output?: string;
  readonly cwd?: string;
  /** Names the schema by a URL of this version of the package. */
  readonly byUrl?: boolean;
}

/**
 * How a file names its schema for editors. Within one project, or one clone of this repository, the path is relative, so
 * that the file can be shared; else it is absolute. A URL is for files that go elsewhere. Throws USAGE_VALUE for the URL of
 * a schema that is not part of the package.
 */
export function schemaReference(schema: string, { output = '-', cwd, byUrl }: Referrer = {}): string {
  if (byUrl) return schemaUrl(schema);
  const absolute = pathToFileURL(schema).href;
  if (output === '-' || cwd === undefined) return absolute;
  const target = resolve(cwd, output);
  const isShared = projectsOf(schema, cwd).some((root) => isBelow(schema, root) && isBelow(target, root));
  if (!isShared) return absolute;
  const path = relative(resolve(target, '..'), schema).split(sep);
  return path.map(encodeURI).join('/');
}

/** The folders whose files may name a schema by a relative path. */
function projectsOf(schema: string, cwd: string): string[] {
  const [project, ...installed] = schema.split(`${sep}node_modules${sep}`);
  // Installed for all projects, the package is below none that a file belongs to.
  return installed.length > 0 ? [project!] : [cwd, packagePath('')];
}

function isBelow(path: string, folder: string): boolean {
  const inside = relative(folder, path);
  return !inside.startsWith('..') && !isAbsolute(inside);
}

interface Manifest {
  readonly version: string;
  readonly repository: { readonly url: string };
}

function schemaUrl(schema: string): string {
  const root = packagePath('');
  if (!isBelow(schema, root)) {
    const expected = 'a blueprint that comes with rollout';
    throw fail('USAGE_VALUE', { flag: '--schema-url', expected, got: schema });
  }
  const { version, repository } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest;
  const [, name] = /github\.com\/(.+?)(?:\.git)?$/.exec(repository.url) ?? [];
  const path = relative(root, schema).split(sep).join('/');
  return `https://raw.githubusercontent.com/${name}/v${version}/${path}`;
}
