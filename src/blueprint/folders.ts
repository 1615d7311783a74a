import { existsSync, readdirSync } from 'node:fs';
import { join, posix } from 'node:path';
import { readRegularFile } from '../disk/bounded.ts';
import { packagePath } from '../disk/package-root.ts';
import { reasonOf } from '../disk/reasons.ts';
import { fail } from '../errors/rollout-error.ts';

/** The folder of a blueprint; its path below its directory is its name. */
export interface BlueprintFolder {
  readonly name: string;
  readonly folder: string;
  /** What it stands below. */
  readonly directory: string;
  /** Whether it stands in the user's directory. */
  readonly own: boolean;
}

export const MANIFEST = 'blueprint.yaml';

/** The folders of the built-in blueprints and, before them, of the user's. Throws FILE_*, BLUEPRINT_NONE. */
export function blueprintFolders(directory?: string): BlueprintFolder[] {
  const builtIn = below(packagePath('blueprints'), false);
  if (directory === undefined) return builtIn;
  if (!existsSync(directory)) throw fail('FILE_MISSING', { file: directory });
  const own = readable(directory, () => below(directory, true));
  if (own.length === 0) throw fail('BLUEPRINT_NONE', { directory });
  return [...own, ...builtIn.filter(({ name }) => !own.some((one) => one.name === name))];
}

/** The text of a file of a blueprint. Throws FILE_UNREADABLE. */
export const readIn = (file: string): string => readable(file, () => readRegularFile(file));

function below(directory: string, own: boolean): BlueprintFolder[] {
  return [...foldersIn(directory, '.')]
    .map((name) => ({ name, folder: join(directory, name), directory, own }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The paths of the folders with a manifest; links are not followed, for they may lead anywhere. */
function* foldersIn(directory: string, path: string): Generator<string> {
  for (const entry of readdirSync(join(directory, path), { withFileTypes: true })) {
    if (entry.isFile() && entry.name === MANIFEST) yield path;
    const isVisited = entry.isDirectory() && entry.name !== 'node_modules' && !entry.name.startsWith('.');
    if (isVisited) yield* foldersIn(directory, posix.join(path, entry.name));
  }
}

function readable<T>(file: string, read: () => T): T {
  try {
    return read();
  } catch (problem) {
    throw fail('FILE_UNREADABLE', { file, why: reasonOf(problem) }, {}, problem);
  }
}
